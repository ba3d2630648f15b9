import { Preflight } from "../../../src-shared/ipc/preflight.ts";
import type { PreflightStore } from "../../core/preflight/preflight-check.ts";
import type { WriteDb } from "./access.ts";

const NAME = "preflight";

/** The last check of the connection, beside the preferences; one this program cannot read counts as none. */
export function createPreflightStore(db: WriteDb): PreflightStore {
  return {
    read() {
      const [row] = db.all<{ value: string }>("SELECT value FROM preferences WHERE name = ?", NAME);
      return row ? parse(row.value) : null;
    },
    write: (check) =>
      db.transaction(() =>
        db.run(
          "INSERT INTO preferences (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
          NAME,
          JSON.stringify(Preflight.parse(check)),
        ),
      ),
  };
}

function parse(text: string): Preflight | null {
  try {
    return Preflight.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
