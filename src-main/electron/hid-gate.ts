import type { HIDDevice } from "electron";
import { type HeadsetKey, headsetKey } from "../../src-shared/domain/headset/headset.ts";
import { isTelephone } from "../../src-shared/domain/headset/hid-fields.ts";
import { Listeners } from "../core/calls/listeners.ts";
import type { FoundHeadset, HeadsetGate } from "../core/ports/headsets.ts";
import { APP_ORIGIN } from "./addresses.ts";

/** What is known of a device that a page wants to see. */
export type AskedDevice = {
  readonly deviceType: string;
  readonly origin: string;
  readonly device: Pick<HIDDevice, "name" | "vendorId" | "productId" | "collections"> | object;
};

/** The gate with its door: asked for every device the system has, whenever the media window looks or one is plugged in. */
export type HidGate = HeadsetGate & { mayOpen(asked: AskedDevice): boolean };

/** Only telephones (usage page 0x0B), only for our own page, and of those only what the operator allowed. */
export function createHidGate(): HidGate {
  const listeners = new Listeners<FoundHeadset>();
  let allowed: ReadonlySet<HeadsetKey> = new Set();
  const found = new Map<HeadsetKey, FoundHeadset>();
  const seen = new Set<HeadsetKey>();
  return {
    allow: (keys) => {
      allowed = new Set(keys);
    },
    beginLook: () => seen.clear(),
    endLook: () => {
      for (const key of found.keys()) if (!seen.has(key)) found.delete(key);
    },
    found: () => [...found.values()],
    onFound: (listener) => listeners.add(listener),
    mayOpen({ deviceType, origin, device }) {
      if (deviceType !== "hid" || origin !== APP_ORIGIN || !isHid(device) || !isTelephone(device.collections))
        return false;
      const key = headsetKey(device.vendorId, device.productId);
      seen.add(key);
      if (!found.has(key)) {
        const headset = { key, name: device.name.slice(0, 256) };
        found.set(key, headset);
        listeners.tell(headset);
      }
      return allowed.has(key);
    },
  };
}

function isHid(device: object): device is Pick<HIDDevice, "name" | "vendorId" | "productId" | "collections"> {
  return "collections" in device && Array.isArray(device.collections) && "name" in device && "vendorId" in device;
}
