/** Where core's log lines go: fields first, words second. The sink redacts numbers, names, secrets; callers need not. */
export interface Log {
  error(fields: Readonly<Record<string, unknown>>, words: string): void;
  warn(fields: Readonly<Record<string, unknown>>, words: string): void;
  info(fields: Readonly<Record<string, unknown>>, words: string): void;
  debug(fields: Readonly<Record<string, unknown>>, words: string): void;
}
