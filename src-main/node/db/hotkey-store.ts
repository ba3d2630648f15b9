import { Hotkeys } from "../../../src-shared/domain/global-hotkeys.ts";
import type { HotkeyStore } from "../../core/ports/store.ts";
import type { WriteDb } from "./access.ts";
import { jsonSetting } from "./json-setting.ts";

/** The chosen keys. A newer program may know other actions: its choice is kept until one is made here. */
export function createHotkeyStore(db: WriteDb): HotkeyStore {
  return jsonSetting<ReturnType<HotkeyStore["read"]>>(db, "hotkeys", Hotkeys, {});
}
