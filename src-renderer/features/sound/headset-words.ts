import type { HeadsetControl, HeadsetLamp } from "../../../src-shared/domain/headset/headset.ts";

export const CONTROL_WORDS = {
  hook: "headset.hook",
  mute: "headset.mute",
  hold: "headset.hold",
  reject: "headset.reject",
  drop: "headset.drop",
} as const satisfies Record<HeadsetControl, string>;

export const LAMP_WORDS = {
  offHook: "headset.lampOffHook",
  ring: "headset.lampRing",
  mute: "headset.lampMute",
  hold: "headset.lampHold",
} as const satisfies Record<HeadsetLamp, string>;

/** What an operator may teach a button; "hang up" alone is what "answer and hang up" does. */
export const TEACHABLE = ["hook", "mute", "hold", "reject"] as const satisfies readonly HeadsetControl[];
