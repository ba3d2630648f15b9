import type { Log } from "../../src-main/core/ports/log.ts";

export type LogLine = {
  readonly level: keyof Log;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly words: string;
};

/** Keeps the lines, so that a test can read what was (and what was not) logged. */
export class FakeLog implements Log {
  readonly lines: LogLine[] = [];

  error(fields: Readonly<Record<string, unknown>>, words: string): void {
    this.lines.push({ level: "error", fields, words });
  }

  warn(fields: Readonly<Record<string, unknown>>, words: string): void {
    this.lines.push({ level: "warn", fields, words });
  }

  info(fields: Readonly<Record<string, unknown>>, words: string): void {
    this.lines.push({ level: "info", fields, words });
  }

  debug(fields: Readonly<Record<string, unknown>>, words: string): void {
    this.lines.push({ level: "debug", fields, words });
  }
}
