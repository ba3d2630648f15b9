import * as z from "zod";
import { HeadsetControl, HeadsetKey, HeadsetLamp } from "../domain/headset/headset.ts";
import { HidLayout } from "../domain/headset/hid-fields.ts";

const Done = z.object({});
const HeadsetId = z.string().min(1).max(40);
const Bytes = z.array(z.number().int().min(0).max(255)).max(512);

/**
 * A headset as «Настройки → Звук» shows it. `found`: plugged in, and the operator has not allowed it. `ready`: its buttons
 * work. `busy`: another program holds it. `useless`: no button of it is known yet. `away`: allowed, and not plugged in.
 */
export const HeadsetView = z.object({
  key: HeadsetKey,
  name: z.string().max(256),
  state: z.enum(["found", "ready", "busy", "useless", "away"]),
  /** The operator speaks or hears through it. */
  isWorn: z.boolean(),
  controls: z.array(HeadsetControl),
  lamps: z.array(HeadsetLamp),
  learned: z.array(HeadsetControl),
});
export type HeadsetView = z.output<typeof HeadsetView>;

/** «Проверить кнопки» of one headset: what was pressed last. `control` null: a button nobody knows; it can be taught. */
export const HeadsetCheck = z.object({
  key: HeadsetKey,
  pressed: z.object({ count: z.number().int().positive(), control: HeadsetControl.nullable() }).nullable(),
});
export type HeadsetCheck = z.output<typeof HeadsetCheck>;

export const HeadsetsView = z.object({ headsets: z.array(HeadsetView), check: HeadsetCheck.nullable() });
export type HeadsetsView = z.output<typeof HeadsetsView>;

const Of = z.object({ key: HeadsetKey });

/** Requests of the operator's window about headsets. */
export const headsetRequests = {
  /** Looks again for what is plugged in. */
  "headset.look": { input: z.object({}), output: Done, errors: ["media-gone"] },
  /** Lets this program use the headset's buttons and lamps, or no longer. What was taught is forgotten with the latter. */
  "headset.allow": {
    input: Of.extend({ isAllowed: z.boolean() }),
    output: Done,
    errors: ["headset-gone", "store-failed"],
  },
  /** Buttons are shown instead of acting, until it is stopped, a call comes or nobody looked for a minute. */
  "headset.check": {
    input: Of.extend({ isOn: z.boolean() }),
    output: Done,
    errors: ["headset-gone", "headset-in-call"],
  },
  /** The button pressed last in the check is for this from now on. */
  "headset.teach": {
    input: Of.extend({ control: HeadsetControl }),
    output: Done,
    errors: ["headset-gone", "nothing-pressed", "store-failed"],
  },
  /** Back to what the headset says of itself. */
  "headset.forget-taught": { input: Of, output: Done, errors: ["headset-gone", "store-failed"] },
} as const;

export const headsetEvents = {
  /** A headset with buttons was plugged in that nobody has allowed. */
  "headset.found": z.object({ name: z.string().max(256) }),
  /** A headset whose buttons worked is gone or held by another program, in a call; the call goes on. */
  "headset.lost": z.object({ name: z.string().max(256), why: z.enum(["unplugged", "busy"]) }),
} as const;

/** A device the media window has open, or could not open. */
export const HidHeadset = z.object({
  headsetId: HeadsetId,
  vendorId: z.number().int().min(0).max(0xffff),
  productId: z.number().int().min(0).max(0xffff),
  name: z.string().max(256),
  isOpen: z.boolean(),
  layout: HidLayout,
});
export type HidHeadset = z.output<typeof HidHeadset>;

/** What main asks of the media window about headsets. */
export const headsetMediaRequests = {
  /** Opens what main lets it open and closes the rest; `media.headsets-changed` comes first. */
  "media.look-for-headsets": { input: z.object({}), output: Done, errors: [] },
  /** An output report; `sent` is false when the device did not take it. */
  "media.write-headset": {
    input: z.object({ headsetId: HeadsetId, reportId: z.number().int().min(0).max(255), data: Bytes }),
    output: z.object({ sent: z.boolean() }),
    errors: [],
  },
} as const;

export const headsetMediaEvents = {
  "media.headsets-changed": z.object({ headsets: z.array(HidHeadset).max(16) }),
  /** An input report of a headset, as it came. */
  "media.headset-reported": z.object({
    headsetId: HeadsetId,
    reportId: z.number().int().min(0).max(255),
    data: Bytes,
  }),
} as const;
