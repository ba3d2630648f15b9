import type {
  ButtonKind,
  HeadsetControl,
  HeadsetLamp,
  HeadsetLamps,
  HeadsetSignal,
  LearnedButton,
} from "../../../src-shared/domain/headset/headset.ts";
import type { HidField, HidLayout } from "../../../src-shared/domain/headset/hid-fields.ts";
import { HID_USAGE } from "../../../src-shared/domain/headset/hid-usages.ts";
import type { HeadsetQuirk } from "./headset-quirks.ts";
import { reportOf } from "./hid-report.ts";

export type HeadsetButton = LearnedButton;
type LampPlace = { readonly lamp: HeadsetLamp; readonly reportId: number; readonly bit: number };

/** How one headset is read and written. */
export type HeadsetModel = {
  readonly buttons: readonly HeadsetButton[];
  readonly lamps: readonly LampPlace[];
  readonly outputBytes: ReadonlyMap<number, number>;
  readonly isOnHookOnHold: boolean;
};

const BUTTONS: readonly { readonly usage: number; readonly control: HeadsetControl }[] = [
  { usage: HID_USAGE.hookSwitch, control: "hook" },
  { usage: HID_USAGE.phoneMute, control: "mute" },
  { usage: HID_USAGE.flash, control: "hold" },
  { usage: HID_USAGE.hold, control: "hold" },
  { usage: HID_USAGE.programmableButton, control: "reject" },
  { usage: HID_USAGE.drop, control: "drop" },
];
const LAMPS: readonly { readonly usage: number; readonly lamp: HeadsetLamp }[] = [
  { usage: HID_USAGE.ledOffHook, lamp: "offHook" },
  { usage: HID_USAGE.ledRing, lamp: "ring" },
  { usage: HID_USAGE.ringer, lamp: "ring" },
  { usage: HID_USAGE.ledMute, lamp: "mute" },
  { usage: HID_USAGE.ledHold, lamp: "hold" },
];

/** What was taught goes before the maker's peculiarities, and these before the usage tables. */
export function modelOf(
  layout: HidLayout,
  quirk: HeadsetQuirk | null,
  learned: readonly LearnedButton[],
): HeadsetModel {
  const taught = new Set(learned.map(({ control }) => control));
  const own = (quirk?.buttons ?? []).flatMap(({ usage, control, kind }) =>
    layout.inputs.filter((field) => field.usage === usage).map((field) => ({ control, kind, signal: signalOf(field) })),
  );
  const special = new Set(quirk?.buttons?.map(({ usage }) => usage));
  const standard = BUTTONS.filter(({ usage }) => !special.has(usage)).flatMap(({ usage, control }) =>
    layout.inputs
      .filter((field) => field.usage === usage)
      .map((field) => ({ control, kind: kindOf(control, field), signal: signalOf(field) })),
  );
  const lamps = [...LAMPS, ...(quirk?.lamps ?? [])].flatMap(({ usage, lamp }) =>
    layout.outputs
      .filter((field) => field.usage === usage && field.size === 1 && field.equals === null)
      .map(({ reportId, bit }) => ({ lamp, reportId, bit })),
  );
  return {
    buttons: [...learned, ...[...own, ...standard].filter(({ control }) => !taught.has(control))].filter(isFirst),
    lamps: withMicrophone(layout, lamps),
    outputBytes: new Map(layout.outputBytes.map(({ reportId, bytes }) => [reportId, bytes])),
    isOnHookOnHold: quirk?.isOnHookOnHold ?? false,
  };
}

export function controlsOf(model: HeadsetModel): readonly HeadsetControl[] {
  return [...new Set(model.buttons.map(({ control }) => control))];
}

export function lampsOf(model: HeadsetModel): readonly HeadsetLamp[] {
  return [...new Set(model.lamps.map(({ lamp }) => lamp))];
}

/** The output reports that show these lamps; a report holds all its lamps at once. */
export function reportsFor(
  model: HeadsetModel,
  lamps: HeadsetLamps,
): readonly { readonly reportId: number; readonly data: number[] }[] {
  const ids = [...new Set(model.lamps.map(({ reportId }) => reportId))];
  return ids.map((reportId) => ({
    reportId,
    data: reportOf(
      model.outputBytes.get(reportId) ?? 1,
      model.lamps.flatMap((place) => (place.reportId === reportId && lamps[place.lamp] ? [place.bit] : [])),
    ),
  }));
}

/** A headset without a mute lamp shows the mute by the microphone's. */
function withMicrophone(layout: HidLayout, lamps: readonly LampPlace[]): readonly LampPlace[] {
  if (lamps.some(({ lamp }) => lamp === "mute")) return lamps;
  const field = layout.outputs.find(({ usage, size }) => usage === HID_USAGE.ledMicrophone && size === 1);
  return field ? [...lamps, { lamp: "mute", reportId: field.reportId, bit: field.bit }] : lamps;
}

// HID Usage Tables §3.4.1: an on/off control that is relative toggles; an absolute one is a switch, but many makers
// declare a push-button so.
function kindOf(control: HeadsetControl, { isAbsolute }: HidField): ButtonKind {
  if (!isAbsolute || (control !== "hook" && control !== "mute")) return "pulse";
  return control === "hook" ? "switch" : "either";
}

function signalOf({ reportId, bit, size, equals }: HidField): HeadsetSignal {
  return { reportId, bit, size, equals: equals === null ? null : Math.max(0, equals) };
}

/** Two collections may tell the same bit. */
function isFirst(button: HeadsetButton, index: number, all: readonly HeadsetButton[]): boolean {
  const { reportId, bit } = button.signal;
  return (
    all.findIndex(
      ({ signal, control }) => control === button.control && signal.reportId === reportId && signal.bit === bit,
    ) === index
  );
}
