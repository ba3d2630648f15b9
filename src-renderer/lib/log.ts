import { bridge } from "./bridge.ts";

const MESSAGE_LIMIT = 2000;

/** The renderer's log: one request to main, which redacts before the sink. */
export const rendererLog = {
  error: (message: string) => write("error", message),
  warn: (message: string) => write("warn", message),
  info: (message: string) => write("info", message),
};

function write(level: "error" | "warn" | "info", message: string): void {
  const written = bridge().invoke("log.write", { level, message: message.slice(0, MESSAGE_LIMIT) });
  // Nothing is left to tell when the channel to the log itself is gone.
  written.catch(() => undefined);
}
