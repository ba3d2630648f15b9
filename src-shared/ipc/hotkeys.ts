import * as z from "zod";
import { Chord, HotkeyAction, HotkeyView } from "../domain/global-hotkeys.ts";

/** The keys that work everywhere. */
export const hotkeyRequests = {
  /** The keys that work while another program is in front. */
  "hotkeys.get": { input: z.object({}), output: z.object({ keys: z.array(HotkeyView) }), errors: [] },
  /** `chord` null: off. Keys another program has are kept and shown as taken. */
  "hotkeys.set": {
    input: z.object({ action: HotkeyAction, chord: Chord.nullable() }),
    output: z.object({ keys: z.array(HotkeyView) }),
    errors: ["keys-used", "store-failed"],
  },
  /** All actions back to the keys they have at first. */
  "hotkeys.reset": { input: z.object({}), output: z.object({ keys: z.array(HotkeyView) }), errors: ["store-failed"] },
} as const;
