import type * as z from "zod";
import type { WriteDb } from "./access.ts";

/** One setting: what is kept under a name, or `none` when nothing is, or nothing this program can read. */
export type JsonSetting<T> = { read(): T; write(value: T): void };

/** Keeps a setting as JSON among the preferences. What is written is parsed first: a wrong value throws and changes nothing. */
export function jsonSetting<T>(db: WriteDb, name: string, schema: z.ZodType<T>, none: T): JsonSetting<T> {
  return {
    read() {
      const row = db.get<{ value: string }>("SELECT value FROM preferences WHERE name = ?", name);
      const parsed = row && schema.safeParse(jsonOf(row.value));
      return parsed?.success ? parsed.data : none;
    },
    write(value) {
      db.run(
        "INSERT INTO preferences (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name,
        JSON.stringify(schema.parse(value)),
      );
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
