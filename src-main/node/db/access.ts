import type Database from "better-sqlite3";

/** What may stand in a column or behind a `?`. */
export type SqlValue = string | number | null;

/** Read access: a statement that would write is refused when it is prepared. */
export type ReadDb = {
  get<Row>(sql: string, ...values: readonly SqlValue[]): Row | undefined;
  all<Row>(sql: string, ...values: readonly SqlValue[]): readonly Row[];
};

/** Read and write access; a `ReadDb` is not one, so a read path cannot write. */
export type WriteDb = ReadDb & {
  run(sql: string, ...values: readonly SqlValue[]): number;
  /** Runs the work in one immediate transaction; a throw rolls it back. */
  transaction<Value>(work: () => Value): Value;
};

/** Wraps an open database; statements are prepared once. Row types are the caller's word: tables are STRICT and its own. */
export function writeAccess(db: Database.Database): WriteDb {
  const statements = new Map<string, Database.Statement>();
  const prepare = (sql: string) => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const prepareRead = (sql: string) => {
    const statement = prepare(sql);
    if (!statement.readonly) throw new Error(`a read path tried to write: ${sql.slice(0, 60)}`);
    return statement;
  };
  return {
    get: <Row>(sql: string, ...values: readonly SqlValue[]) => prepareRead(sql).get(...values) as Row | undefined,
    all: <Row>(sql: string, ...values: readonly SqlValue[]) => prepareRead(sql).all(...values) as Row[],
    run: (sql, ...values) => prepare(sql).run(...values).changes,
    transaction: (work) => db.transaction(work).immediate(),
  };
}
