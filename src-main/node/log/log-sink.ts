import { pino } from "pino";
import type { Log } from "../../core/ports/log.ts";
import { createRedactor, type Redactor } from "./redact.ts";

/** Lines kept before `open`; the first ones tell how the start went, so later ones are dropped when it is full. */
const MAX_BUFFERED = 1000;

export type LineTarget = { write(line: string): void; close(): void };

export type LogSink = {
  /** A logger that names its subject: `link`, `outbox`, `calls`. */
  named(subject: string): Log;
  /** Takes this very text out of every later line: secrets as they are made, names as they are learnt. */
  readonly hide: Redactor["hide"];
  /** Writes what was buffered, then each line as it comes. */
  open(target: LineTarget): void;
  close(): void;
};

/** Every line passes the redactor before pino sees it; there is no other way to a target. */
export function createLogSink(level: "debug" | "info" = "info"): LogSink {
  const redactor = createRedactor();
  let target: LineTarget | null = null;
  const buffered: string[] = [];
  const stream = {
    write: (line: string) => {
      if (target) target.write(line);
      else if (buffered.length < MAX_BUFFERED) buffered.push(line);
    },
  };
  const logger = pino(
    {
      level,
      base: null,
      timestamp: () => `,"atMs":${Date.now()}`,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  );
  return {
    named: (subject) => {
      const write = (method: keyof Log) => (fields: Readonly<Record<string, unknown>>, words: string) => {
        if (logger.isLevelEnabled(method))
          logger[method]({ ...redactor.fields(fields), subject }, redactor.text(words));
      };
      return { error: write("error"), warn: write("warn"), info: write("info"), debug: write("debug") };
    },
    hide: redactor.hide,
    open: (opened) => {
      target = opened;
      for (const line of buffered.splice(0)) opened.write(line);
    },
    close: () => {
      target?.close();
      target = null;
    },
  };
}
