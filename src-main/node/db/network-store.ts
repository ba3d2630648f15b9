import { FIRST_NETWORK, NetworkSettings } from "../../../src-shared/domain/network-settings.ts";
import type { NetworkStore } from "../../core/ports/network.ts";
import type { WriteDb } from "./access.ts";

const NAME = "network";

/** Proxy and trusted authorities, as JSON among the preferences; what this program cannot read is as if never chosen. */
export function createNetworkStore(db: WriteDb): NetworkStore {
  return {
    read() {
      const row = db.get<{ value: string }>("SELECT value FROM preferences WHERE name = ?", NAME);
      return row ? parse(row.value) : FIRST_NETWORK;
    },
    write: (settings) => {
      db.run(
        "INSERT INTO preferences (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        NAME,
        JSON.stringify(NetworkSettings.parse(settings)),
      );
    },
  };
}

function parse(text: string): NetworkSettings {
  try {
    return NetworkSettings.parse(JSON.parse(text));
  } catch {
    return FIRST_NETWORK;
  }
}
