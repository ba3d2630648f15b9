import type { NamedMigration } from "./migrations/list.ts";

export type PostgresOptions = {
  /** `postgresql://user:password@host:port/database`, with `sslmode` as libpq has it. */
  readonly url: string;
  /** The steps of the schema; the product's own unless a test says otherwise. */
  readonly steps?: readonly NamedMigration[];
  /** How long to wait for a hub before this one that is still going down. */
  readonly lockWaitMs?: number;
  /** The server went away, or gave the database to another hub: nothing may be written any more. */
  readonly onLost: (error: Error) => void;
};
