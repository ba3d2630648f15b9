/**
 * Where the exchange's lines go. Fields hold flow numbers, call ids, methods, codes and reasons; never a message, a
 * name, a number, an account or anything of a digest.
 */
export interface ExchangeLog {
  warn(fields: Readonly<Record<string, unknown>>, words: string): void;
  info(fields: Readonly<Record<string, unknown>>, words: string): void;
  debug(fields: Readonly<Record<string, unknown>>, words: string): void;
}
