import { acceleratorOf, chordWords } from "../../../src-shared/domain/chord-words.ts";
import {
  type Chord,
  FIRST_HOTKEYS,
  HotkeyAction,
  type Hotkeys,
  type HotkeyView,
} from "../../../src-shared/domain/global-hotkeys.ts";
import type { Handlers } from "../../../src-shared/ipc/define-contract.ts";
import type { Workplace, WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import type { GlobalKeys } from "../ports/global-keys.ts";
import type { Log } from "../ports/log.ts";
import type { HotkeyStore } from "../ports/store.ts";

type Calls = Workplace["calls"];

/** What keys look at, and what they do. */
type Commanded = { get(): Workplace; readonly handlers: Handlers<WorkplaceContract> };

/** Holds each key only while it has something to do, and does it when it is pressed. */
export class HotkeyDesk {
  readonly #keys: GlobalKeys;
  readonly #store: HotkeyStore;
  readonly #log: Log;
  readonly #taken = new Set<string>();
  readonly #held = new Map<HotkeyAction, string>();
  #chosen: Hotkeys;
  #workplace: Commanded | null = null;
  #openWindow: () => void = () => {};

  constructor(parts: { readonly keys: GlobalKeys; readonly store: HotkeyStore; readonly log: Log }) {
    this.#keys = parts.keys;
    this.#store = parts.store;
    this.#log = parts.log;
    this.#chosen = { ...FIRST_HOTKEYS, ...parts.store.read() };
  }

  /** From now on keys act. */
  join(workplace: Commanded, openWindow: () => void): void {
    this.#workplace = workplace;
    this.#openWindow = openWindow;
    this.refresh();
  }

  /** To be called when the calls may have changed. */
  refresh(): void {
    const calls = this.#workplace?.get().calls;
    if (calls === undefined) return;
    for (const action of HotkeyAction.options) {
      const chord = this.#chosen[action];
      const wanted = chord !== null && hasWork(action, calls) ? acceleratorOf(chord) : null;
      const held = this.#held.get(action) ?? null;
      if (wanted === held) continue;
      if (held !== null) this.#release(action, held);
      if (wanted !== null && this.#take(wanted, () => this.#perform(action))) this.#held.set(action, wanted);
    }
  }

  views(): readonly HotkeyView[] {
    return HotkeyAction.options.map((action) => {
      const chord = this.#chosen[action];
      return { action, chord, isTaken: chord !== null && this.#taken.has(acceleratorOf(chord)) };
    });
  }

  set(action: HotkeyAction, chord: Chord | null) {
    const wanted = chord && acceleratorOf(chord);
    const twin = HotkeyAction.options.find((other) => {
      const chosen = this.#chosen[other];
      return other !== action && chosen !== null && acceleratorOf(chosen) === wanted;
    });
    if (twin !== undefined) return refused("keys-used");
    return this.#keep({ ...this.#chosen, [action]: chord }, [action]);
  }

  /** Back to the keys of the first day. */
  reset() {
    const other = HotkeyAction.options.filter((action) => {
      const [first, chosen] = [FIRST_HOTKEYS[action], this.#chosen[action]];
      return (first && acceleratorOf(first)) !== (chosen && acceleratorOf(chosen));
    });
    return this.#keep({ ...FIRST_HOTKEYS }, other);
  }

  #keep(next: Hotkeys, changed: readonly HotkeyAction[]) {
    try {
      this.#store.write(next);
    } catch (error) {
      this.#log.error({ error }, "keys could not be kept");
      return refused("store-failed", "later");
    }
    this.#chosen = next;
    // What is held now is given back first, so that keys may change places.
    this.refresh();
    // Tried at once: else it would be known only when a call rings that another program has them.
    for (const action of changed) {
      const chord = next[action];
      const wanted = chord && acceleratorOf(chord);
      if (wanted !== null && !this.#held.has(action) && this.#take(wanted, () => {})) this.#keys.unregister(wanted);
    }
    return accepted({ keys: [...this.views()] });
  }

  /** The keys that answer, as printed on the card; null when there are none, or another program has them. */
  answerKeys(): string | null {
    const { answer } = this.#chosen;
    return answer === null || this.#taken.has(acceleratorOf(answer)) ? null : chordWords(answer);
  }

  stop(): void {
    this.#workplace = null;
    for (const [action, accelerator] of this.#held) this.#release(action, accelerator);
  }

  #take(accelerator: string, pressed: () => void): boolean {
    const isOurs = this.#keys.register(accelerator, pressed);
    if (isOurs) this.#taken.delete(accelerator);
    else this.#taken.add(accelerator);
    return isOurs;
  }

  #release(action: HotkeyAction, accelerator: string): void {
    this.#keys.unregister(accelerator);
    this.#held.delete(action);
  }

  #perform(action: HotkeyAction): void {
    const workplace = this.#workplace;
    if (workplace === null) return;
    const { handlers } = workplace;
    const { ringing, talk, live } = subjects(workplace.get().calls);
    if (action === "show-window") this.#openWindow();
    else if (action === "answer" && ringing) void handlers["calls.answer"]({ callId: ringing.callId });
    else if (action === "mute" && talk) void handlers["calls.set-muted"]({ callId: talk.callId, muted: !talk.isMuted });
    else if (action === "hold" && talk)
      void handlers["calls.set-held"]({ callId: talk.callId, held: talk.heldSinceMs === null });
    // A ring in a talk is declined first: ending the talk for it is never what was meant.
    else if (action === "hang-up" && ringing) void handlers["calls.reject"]({ callId: ringing.callId });
    else if (action === "hang-up" && live) void handlers["calls.hang-up"]({ callId: live.callId });
  }
}

function hasWork(action: HotkeyAction, calls: Calls): boolean {
  const { ringing, talk, live } = subjects(calls);
  if (action === "show-window") return true;
  if (action === "answer") return ringing !== undefined;
  return action === "hang-up" ? ringing !== undefined || live !== undefined : talk !== undefined;
}

function subjects(calls: Calls) {
  const talks = calls.filter(({ phase }) => phase === "talking");
  const open = calls.filter(({ phase }) => phase !== "ringing" && phase !== "ending" && phase !== "ended");
  const unheld = (list: Calls) => list.find(({ heldSinceMs }) => heldSinceMs === null) ?? list[0];
  return { ringing: calls.find(({ phase }) => phase === "ringing"), talk: unheld(talks), live: unheld(open) };
}
