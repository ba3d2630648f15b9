import {
  type HeadsetLamps,
  type HeadsetSettings,
  type HeadsetSignal,
  headsetKey,
  NO_HEADSETS,
} from "../../../src-shared/domain/headset/headset.ts";
import type { HidField } from "../../../src-shared/domain/headset/hid-fields.ts";
import type { HidHeadset } from "../../../src-shared/ipc/headset.ts";
import { Listeners } from "../calls/listeners.ts";
import type { Clock } from "../ports/clock.ts";
import type { HeadsetPress, HeadsetSensed, Headsets, PresentHeadset } from "../ports/headsets.ts";
import type { Log } from "../ports/log.ts";
import type { Media } from "../ports/media.ts";
import { controlsOf, type HeadsetButton, type HeadsetModel, lampsOf, modelOf, reportsFor } from "./headset-model.ts";
import { quirkOf } from "./headset-quirks.ts";
import { isOn } from "./hid-report.ts";
import { learnButton, type Report } from "./learn-button.ts";

/** A short press and its release are over within this time. */
const PRESS_MS = 600;
/** The volume, and what a headset says of its line: no buttons anybody would teach. */
const NOT_TAUGHT: ReadonlySet<number> = new Set([0x0c_00e9, 0x0c_00ea, 0x0c_00e0, 0x0b_0097, 0x0b_002a]);

type Open = { readonly device: HidHeadset; readonly model: HeadsetModel };
type Sensing = { readonly headsetId: string; readonly deafUntilMs: number };

/** The port `Headsets` over WebHID in the media window: it carries reports, and what they mean is decided here. */
export class HidHeadsets implements Headsets {
  readonly #media: Media;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #changed = new Listeners<void>();
  readonly #pressed = new Listeners<HeadsetPress>();
  readonly #sensed = new Listeners<HeadsetSensed>();
  readonly #stops: readonly (() => void)[];
  readonly #last = new Map<string, readonly number[]>();
  #settings: HeadsetSettings = NO_HEADSETS;
  #open: readonly Open[] = [];
  #sensing: Sensing | null = null;
  #samples: Report[] = [];
  #before: readonly number[] = [];
  #stopLearning: (() => void) | null = null;

  constructor({ media, clock, log }: { readonly media: Media; readonly clock: Clock; readonly log: Log }) {
    this.#media = media;
    this.#clock = clock;
    this.#log = log;
    this.#stops = [
      media.on("media.headsets-changed", ({ headsets }) => this.#take(headsets)),
      media.on("media.headset-reported", (report) => this.#hear(report.headsetId, report)),
      media.onAlive((isAlive) => {
        if (!isAlive) this.#take([]);
      }),
    ];
  }

  present(): readonly PresentHeadset[] {
    return this.#open.map(({ device, model }) => ({
      headsetId: device.headsetId,
      key: keyOf(device),
      name: device.name,
      state: device.isOpen ? "open" : "busy",
      controls: controlsOf(model),
      lamps: lampsOf(model),
      isHookSwitch: model.buttons.some(({ control, kind }) => control === "hook" && kind !== "pulse"),
      isOnHookOnHold: model.isOnHookOnHold,
    }));
  }

  use(settings: HeadsetSettings): void {
    this.#settings = settings;
    this.#open = this.#open.map(({ device }) => ({ device, model: this.#modelOf(device) }));
    this.#changed.tell();
  }

  async look(): Promise<void> {
    await this.#media.ask("media.look-for-headsets", {});
  }

  show(headsetId: string, lamps: HeadsetLamps): void {
    const open = this.#find(headsetId);
    if (!open?.device.isOpen) return;
    for (const report of reportsFor(open.model, lamps))
      this.#media.ask("media.write-headset", { headsetId, ...report }).then(
        ({ sent }) => {
          if (!sent) this.#log.warn({ reportId: report.reportId }, "headset did not take a report");
        },
        (cause: unknown) => this.#log.warn({ cause }, "media window did not write to the headset"),
      );
  }

  sense(headsetId: string | null, deafMs: number): void {
    this.#forgetPress();
    this.#sensing = headsetId === null ? null : { headsetId, deafUntilMs: this.#clock.nowMs() + deafMs };
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  onPressed(listener: (press: HeadsetPress) => void): () => void {
    return this.#pressed.add(listener);
  }

  onSensed(listener: (sensed: HeadsetSensed) => void): () => void {
    return this.#sensed.add(listener);
  }

  dispose(): void {
    this.#forgetPress();
    for (const stop of this.#stops) stop();
  }

  #take(devices: readonly HidHeadset[]): void {
    const ids = new Set(devices.filter(({ isOpen }) => isOpen).map(({ headsetId }) => headsetId));
    for (const place of this.#last.keys()) if (!ids.has(place.split("/")[0] ?? "")) this.#last.delete(place);
    this.#open = devices.map((device) => ({ device, model: this.#modelOf(device) }));
    if (this.#sensing && !ids.has(this.#sensing.headsetId)) this.sense(null, 0);
    this.#changed.tell();
  }

  #modelOf(device: HidHeadset): HeadsetModel {
    const kept = this.#settings.allowed.find(({ key }) => key === keyOf(device));
    return modelOf(device.layout, quirkOf(device.vendorId), kept?.learned ?? []);
  }

  #find(headsetId: string): Open | undefined {
    return this.#open.find(({ device }) => device.headsetId === headsetId);
  }

  #hear(headsetId: string, report: Report): void {
    const open = this.#find(headsetId);
    if (!open) return;
    const place = `${headsetId}/${report.reportId}`;
    // Before its first report a device is taken to be at rest: what it does not say has not been pressed.
    const before = this.#last.get(place) ?? [];
    this.#last.set(place, report.data);
    const changed = open.model.buttons.filter(
      ({ signal }) => signal.reportId === report.reportId && isOn(signal, before) !== isOn(signal, report.data),
    );
    if (this.#sensing?.headsetId === headsetId) {
      if (this.#clock.nowMs() >= this.#sensing.deafUntilMs) this.#sense(open, before, report, changed);
      return;
    }
    for (const { control, kind, signal } of changed)
      this.#pressed.tell({ headsetId, control, kind, isOn: isOn(signal, report.data) });
  }

  #sense({ device }: Open, before: readonly number[], report: Report, changed: readonly HeadsetButton[]): void {
    const { headsetId } = device;
    const [known] = changed;
    if (known) {
      this.#forgetPress();
      // A push-button is told when it goes down; a switch whichever way it goes.
      if (isOn(known.signal, report.data) || known.kind === "switch") this.#sensed.tell({ headsetId, ...known });
      return;
    }
    if (isNotTaught(device, before, report)) return;
    if (this.#stopLearning === null) {
      this.#before = before;
      this.#stopLearning = this.#clock.after(PRESS_MS, () => this.#learn(headsetId));
    }
    this.#samples.push(report);
  }

  #learn(headsetId: string): void {
    const found = learnButton(this.#before, this.#samples);
    this.#forgetPress();
    if (found) this.#sensed.tell({ headsetId, ...found, control: null });
  }

  #forgetPress(): void {
    this.#stopLearning?.();
    this.#stopLearning = null;
    this.#samples = [];
  }
}

function keyOf({ vendorId, productId }: HidHeadset) {
  return headsetKey(vendorId, productId);
}

function isNotTaught({ layout }: HidHeadset, before: readonly number[], { reportId, data }: Report): boolean {
  return layout.inputs.some(
    (field) =>
      NOT_TAUGHT.has(field.usage) &&
      field.reportId === reportId &&
      isOn(placeOf(field), before) !== isOn(placeOf(field), data),
  );
}

function placeOf({ reportId, bit, size, equals }: HidField): HeadsetSignal {
  return { reportId, bit, size, equals };
}
