import type { HeadsetKey, HeadsetSettings } from "../../../src-shared/domain/headset/headset.ts";
import type { Handlers } from "../../../src-shared/ipc/define-contract.ts";
import type { HeadsetsView, HeadsetView } from "../../../src-shared/ipc/headset.ts";
import type { SoundNow } from "../../../src-shared/ipc/sound.ts";
import type { Workplace, WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import { Listeners } from "../calls/listeners.ts";
import type { Clock } from "../ports/clock.ts";
import type { FoundHeadset, HeadsetGate, Headsets, PresentHeadset } from "../ports/headsets.ts";
import type { Log } from "../ports/log.ts";
import type { Media } from "../ports/media.ts";
import type { HeadsetStore } from "../ports/store.ts";
import { ButtonCheck } from "./button-check.ts";
import { callsSeen } from "./calls-seen.ts";
import { type HeadsetEffect, type HeadsetEvent, NO_HEADSETS_STATE, reduceHeadsets } from "./headset-machine.ts";
import { allowed, forgotTaught, taught } from "./headset-settings.ts";
import type { HeadsetCommand } from "./press-meaning.ts";

type HeadsetRequest = "headset.look" | "headset.allow" | "headset.check" | "headset.teach" | "headset.forget-taught";
type HeadsetHandlers = Pick<Handlers<WorkplaceContract>, HeadsetRequest>;
type CallHandlers = Pick<
  Handlers<WorkplaceContract>,
  "calls.answer" | "calls.reject" | "calls.hang-up" | "calls.set-muted" | "calls.set-held"
>;
type Commanded = {
  get(): Pick<Workplace, "calls">;
  readonly handlers: CallHandlers;
  onChanged(listener: (change: { readonly calls?: Workplace["calls"] | undefined }) => void): () => void;
};
type Lost = { readonly name: string; readonly why: "unplugged" | "busy" };

export type HeadsetDeskParts = {
  readonly headsets: Headsets;
  readonly gate: HeadsetGate;
  readonly store: HeadsetStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly media: Pick<Media, "on" | "onAlive">;
};

/** Joins headsets and calls, keeps what the operator allowed and taught, and shows it in the settings. */
export class HeadsetDesk {
  readonly handlers: HeadsetHandlers;
  readonly #parts: HeadsetDeskParts;
  readonly #changed = new Listeners<HeadsetsView>();
  readonly #lost = new Listeners<Lost>();
  readonly #found = new Listeners<{ readonly name: string }>();
  readonly #check: ButtonCheck;
  readonly #stops: readonly (() => void)[];
  readonly #settling = new Map<string, () => void>();
  #settings: HeadsetSettings;
  #state = NO_HEADSETS_STATE;
  #open: readonly PresentHeadset[] = [];
  #worn: readonly string[] = [];
  #calls: CallHandlers | null = null;
  /** What is there at the start is no news. */
  #hasLooked = false;

  constructor(parts: HeadsetDeskParts) {
    this.#parts = parts;
    const { headsets, gate, store, clock } = parts;
    this.#settings = store.read();
    gate.allow(this.#settings.allowed.map(({ key }) => key));
    headsets.use(this.#settings);
    this.#check = new ButtonCheck({
      headsets,
      clock,
      onChange: () => this.#show(),
      onOver: (headset) => this.#dispatch({ type: "joined", headset }),
    });
    this.#stops = [
      headsets.onChange(() => this.#follow()),
      headsets.onPressed((press) => this.#dispatch({ type: "button", ...press })),
      gate.onFound((headset) => this.#tellFound(headset)),
      parts.media.onAlive((isAlive) => {
        if (isAlive) this.#lookAgain();
      }),
      // A headset is a sound device too: with them it comes and goes, and is worn.
      parts.media.on("media.devices-changed", (now) => this.#lookAgain(now)),
    ];
    this.handlers = {
      "headset.look": () => this.#look(),
      "headset.allow": ({ key, isAllowed }) => this.#allow(key, isAllowed),
      "headset.check": ({ key, isOn }) => this.#setCheck(key, isOn),
      "headset.teach": ({ key, control }) => {
        const button = this.#check.pressed(key);
        if (button === null) return refused("nothing-pressed");
        const kept = this.#keep(taught(this.#settings, key, { ...button, control }));
        if (kept.ok) this.#check.told(control);
        return kept;
      },
      "headset.forget-taught": ({ key }) => this.#keep(forgotTaught(this.#settings, key)),
    };
  }

  /** From now on buttons act, and lamps follow. */
  join(workplace: Commanded): void {
    this.#calls = workplace.handlers;
    this.#handleCalls(workplace.get().calls);
    workplace.onChanged(({ calls }) => calls && this.#handleCalls(calls));
  }

  view(): HeadsetsView {
    return { headsets: this.#views(), check: this.#check.view() };
  }

  onChange(listener: (view: HeadsetsView) => void): () => void {
    return this.#changed.add(listener);
  }

  onFound(listener: (found: { readonly name: string }) => void): () => void {
    return this.#found.add(listener);
  }

  onLost(listener: (lost: Lost) => void): () => void {
    return this.#lost.add(listener);
  }

  #lookAgain(now?: SoundNow): void {
    if (now) this.#worn = [now.microphone?.label ?? "", now.headphones?.label ?? ""];
    this.#tellWorn();
    this.#show();
    void this.#look();
  }

  #handleCalls(calls: Workplace["calls"]): void {
    const seen = callsSeen(calls);
    if (seen.ringing !== null || seen.live !== null) this.#check.stop();
    const isFirst = !this.#isCalled();
    this.#dispatch({ type: "calls", calls: seen });
    // Nobody tells when another program lets a headset go: a call that comes is a reason to look.
    const isBusy = this.#parts.headsets.present().some(({ state }) => state === "busy");
    if (isBusy && isFirst && this.#isCalled()) void this.#look();
  }

  dispose(): void {
    this.#check.stop();
    for (const stop of [...this.#stops, ...this.#settling.values()]) stop();
  }

  async #look() {
    this.#parts.gate.beginLook();
    try {
      await this.#parts.headsets.look();
      this.#parts.gate.endLook();
      this.#hasLooked = true;
      this.#show();
      return accepted({});
    } catch (cause) {
      this.#parts.log.warn({ cause }, "media window did not look for headsets");
      return refused("media-gone", "later");
    }
  }

  async #allow(key: HeadsetKey, isAllowed: boolean) {
    const name = this.#views().find((view) => view.key === key)?.name;
    if (name === undefined) return refused("headset-gone");
    this.#check.stop();
    const kept = this.#keep(allowed(this.#settings, { key, name }, isAllowed));
    if (kept.ok) await this.#look();
    return kept;
  }

  #setCheck(key: HeadsetKey, isOn: boolean) {
    if (!isOn) {
      this.#check.stop();
      return accepted({});
    }
    const { ringing, live, held } = this.#state.calls;
    if (ringing !== null || live !== null || held !== null) return refused("headset-in-call");
    const headset = this.#open.find((one) => one.key === key);
    if (!headset) return refused("headset-gone");
    this.#check.start(headset);
    return accepted({});
  }

  #keep(settings: HeadsetSettings) {
    const { store, log, gate, headsets } = this.#parts;
    try {
      store.write(settings);
    } catch (error) {
      log.error({ error }, "headsets could not be kept");
      return refused("store-failed", "later");
    }
    this.#settings = settings;
    gate.allow(settings.allowed.map(({ key }) => key));
    headsets.use(settings);
    return accepted({});
  }

  /** Other headsets than before, or what is known of them. */
  #follow(): void {
    const present = this.#parts.headsets.present();
    const open = present.filter(({ state }) => state === "open");
    for (const headset of this.#open) {
      const now = present.find(({ headsetId }) => headsetId === headset.headsetId);
      if (now?.state === "open") continue;
      this.#dispatch({ type: "left", headsetId: headset.headsetId });
      if (this.#isCalled() && this.#isAllowed(headset.key))
        this.#lost.tell({ name: headset.name, why: now ? "busy" : "unplugged" });
    }
    const before = this.#open;
    this.#open = open;
    for (const headset of open) {
      const known = before.find(({ headsetId }) => headsetId === headset.headsetId);
      if (known?.isHookSwitch !== headset.isHookSwitch || known.lamps.join() !== headset.lamps.join())
        this.#dispatch({ type: "joined", headset });
    }
    this.#tellWorn();
    this.#show();
  }

  #tellFound({ key, name }: FoundHeadset): void {
    if (this.#hasLooked && !this.#isAllowed(key)) this.#found.tell({ name });
    this.#show();
  }

  #isCalled(): boolean {
    const { ringing, live, held } = this.#state.calls;
    return ringing !== null || live !== null || held !== null;
  }

  #isAllowed(key: HeadsetKey): boolean {
    return this.#settings.allowed.some((kept) => kept.key === key);
  }

  #tellWorn(): void {
    const headsetIds = this.#open.filter((headset) => this.#isWorn(headset)).map(({ headsetId }) => headsetId);
    if (headsetIds.join() !== this.#state.worn.join()) this.#dispatch({ type: "worn", headsetIds });
  }

  // Chromium writes the USB ids of a sound device behind its name; without them the maker's name must do.
  #isWorn({ key, name }: Pick<PresentHeadset, "key" | "name">): boolean {
    return this.#worn.some((label) => label.includes(`(${key})`) || (name !== "" && label.includes(name)));
  }

  #dispatch(event: HeadsetEvent): void {
    const { state, effects } = reduceHeadsets(this.#state, event, this.#parts.clock.nowMs());
    this.#state = state;
    for (const effect of effects) this.#run(effect);
  }

  #run(effect: HeadsetEffect): void {
    switch (effect.type) {
      case "show":
        this.#parts.headsets.show(effect.headsetId, effect.lamps);
        return;
      case "settle-later": {
        const { headsetId, afterMs } = effect;
        this.#settling.get(headsetId)?.();
        const stop = this.#parts.clock.after(afterMs, () => {
          this.#settling.delete(headsetId);
          this.#dispatch({ type: "settle", headsetId });
        });
        this.#settling.set(headsetId, stop);
        return;
      }
      case "command":
        this.#command(effect.command);
    }
  }

  #command(command: HeadsetCommand): void {
    const calls = this.#calls;
    if (calls === null) return;
    const { callId } = command;
    this.#parts.log.info({ callId, command: command.type }, "headset button");
    if (command.type === "set-muted") void calls["calls.set-muted"]({ callId, muted: command.muted });
    else if (command.type === "set-held") void calls["calls.set-held"]({ callId, held: command.held });
    else void calls[`calls.${command.type}`]({ callId });
  }

  #show(): void {
    this.#changed.tell(this.view());
  }

  #views(): HeadsetView[] {
    const present = this.#parts.headsets.present();
    const kept = this.#settings.allowed.map(({ key, name, learned }): HeadsetView => {
      const headset = present.find((one) => one.key === key);
      const learnedControls = learned.map(({ control }) => control);
      const isWorn = headset !== undefined && this.#isWorn(headset);
      const { controls = [], lamps = [] } = headset ?? {};
      return {
        key,
        name,
        state: stateOf(headset),
        isWorn,
        controls: [...controls],
        lamps: [...lamps],
        learned: learnedControls,
      };
    });
    const found = this.#parts.gate.found().filter(({ key }) => !this.#isAllowed(key));
    return [
      ...kept,
      ...found.map(
        ({ key, name }): HeadsetView => ({
          key,
          name,
          state: "found",
          isWorn: this.#isWorn({ key, name }),
          controls: [],
          lamps: [],
          learned: [],
        }),
      ),
    ];
  }
}

function stateOf(headset: PresentHeadset | undefined): HeadsetView["state"] {
  if (headset === undefined) return "away";
  if (headset.state === "busy") return "busy";
  return headset.controls.length === 0 ? "useless" : "ready";
}
