import { FIRST_NETWORK, NetworkSettings } from "../../../src-shared/domain/network-settings.ts";
import type { NetworkStore } from "../../core/ports/network.ts";
import type { WriteDb } from "./access.ts";
import { jsonSetting } from "./json-setting.ts";

/** Proxy and trusted authorities; what this program cannot read is as if never chosen. */
export function createNetworkStore(db: WriteDb): NetworkStore {
  return jsonSetting(db, "network", NetworkSettings, FIRST_NETWORK);
}
