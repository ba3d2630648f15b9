import { HeadsetSettings, NO_HEADSETS } from "../../../src-shared/domain/headset/headset.ts";
import type { HeadsetStore } from "../../core/ports/store.ts";
import type { WriteDb } from "./access.ts";
import { jsonSetting } from "./json-setting.ts";

/** What the operator allowed and taught. Headsets are to be allowed again when it cannot be read: that is no right. */
export function createHeadsetStore(db: WriteDb): HeadsetStore {
  return jsonSetting(db, "headsets", HeadsetSettings, NO_HEADSETS);
}
