import { Preflight } from "../../../src-shared/ipc/preflight.ts";
import type { PreflightStore } from "../../core/preflight/preflight-check.ts";
import type { WriteDb } from "./access.ts";
import { jsonSetting } from "./json-setting.ts";

/** The last check of the connection; one this program cannot read counts as none. */
export function createPreflightStore(db: WriteDb): PreflightStore {
  const setting = jsonSetting<Preflight | null>(db, "preflight", Preflight.nullable(), null);
  return { read: setting.read, write: setting.write };
}
