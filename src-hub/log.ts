import { type Logger, pino } from "pino";
import { redactFields, redactText } from "./log-redaction.ts";

/** Fields first, words second. Words are constant English; whatever varies is a field. */
export type HubLogger = {
  readonly [Level in "error" | "warn" | "info" | "debug"]: (
    fields: Readonly<Record<string, unknown>>,
    words: string,
  ) => void;
};

const MOST_BUFFERED = 1000;

/** Lines wait here until the sink is ready; the oldest are dropped when nobody opens one. */
class LogSink {
  #write: ((line: string) => void) | null = null;
  #buffered: string[] = [];

  write(line: string): void {
    if (this.#write) {
      this.#write(line);
      return;
    }
    this.#buffered.push(line);
    if (this.#buffered.length > MOST_BUFFERED) this.#buffered.shift();
  }

  open(write: (line: string) => void): void {
    this.#write = write;
    for (const line of this.#buffered.splice(0)) write(line);
  }
}

const sink = new LogSink();

const root = pino(
  {
    base: null,
    level: "info",
    timestamp: () => `,"atMs":${Date.now()}`,
    messageKey: "words",
    formatters: {
      level: (label) => ({ level: label }),
      // Before the sink, for every logger: there is no way around it.
      log: redactFields,
    },
  },
  sink,
);

/** Says where log lines go, one JSON object each; what was logged before is written first. */
export function openLogSink(write: (line: string) => void): void {
  sink.open(write);
}

/** What is logged from here on: this level and what is worse. */
export function setLogLevel(level: keyof HubLogger): void {
  for (const logger of loggers) logger.level = level;
}

const loggers: Logger[] = [];

export const hubLog: HubLogger = subject("hub");
export const linkLog: HubLogger = subject("link");
export const clusterLog: HubLogger = subject("cluster");
export const siteChatLog: HubLogger = subject("site-chat");
export const exchangeLog: HubLogger = subject("exchange");
export const httpLog: HubLogger = subject("http");
export const channelLog: HubLogger = subject("channel");

function subject(name: string): HubLogger {
  const logger = root.child({ subject: name });
  loggers.push(logger);
  return {
    error: (fields, words) => logger.error(fields, redactText(words)),
    warn: (fields, words) => logger.warn(fields, redactText(words)),
    info: (fields, words) => logger.info(fields, redactText(words)),
    debug: (fields, words) => logger.debug(fields, redactText(words)),
  };
}
