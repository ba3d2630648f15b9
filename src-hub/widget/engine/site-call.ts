import type { SiteCallState } from "../../../src-shared/site-chat/site-call.ts";
import type { SiteRefusalCode } from "../../../src-shared/site-chat/site-chat-limits.ts";
import type { CallPorts, Microphone, MicrophoneFailure, Phone, PhoneEnd, Sounding } from "./call-ports.ts";
import type { WidgetClock } from "./ports.ts";

/** Why a call is over: in the visitor's own words there is one for each. */
export type CallEnd =
  | "by-visitor"
  | "by-operator"
  | "not-answered"
  | "lost"
  | "script"
  | "no-link"
  | MicrophoneFailure
  | SiteRefusalCode;

/** A hint while one talks: nothing comes out of the microphone, or nothing is heard of the other side. */
export type CallHint = "not-heard" | "not-hearing";

export type CallState = {
  /**
   * ```
   *  idle → microphone → connecting → waiting → talking → ended → idle
   *                          └─ lost: the link is being mended ─┘
   * ```
   */
  readonly phase: "idle" | "microphone" | "connecting" | "waiting" | "talking" | "ended";
  /** The link to the exchange is being mended; the talk may go on meanwhile. */
  readonly isLost: boolean;
  readonly position: number | null;
  readonly operator: string | null;
  /** When the talk began, by the visitor's clock. */
  readonly talkingSinceMs: number | null;
  /** How long it lasted; of a call that ended. */
  readonly lastedMs: number | null;
  readonly isMuted: boolean;
  readonly hint: CallHint | null;
  readonly end: CallEnd | null;
};

const IDLE: CallState = {
  phase: "idle",
  isLost: false,
  position: null,
  operator: null,
  talkingSinceMs: null,
  lastedMs: null,
  isMuted: false,
  hint: null,
  end: null,
};

/** Speech is louder than this now and then; a microphone that is off, or another one, never is. */
const QUIET_LEVEL = 0.003;
/** So many quiet seconds from the start of a talk, and so many without a packet. */
const QUIET_SECONDS = 8;
const DEAF_SECONDS = 4;
/** The end of a call comes from the exchange within this time after the hub knows it. */
const WIRE_MS = 2000;

export type SiteCallNeeds = {
  readonly ports: CallPorts;
  readonly clock: Pick<WidgetClock, "nowMs" | "after">;
  readonly changed: () => void;
};

/** One call from the page into the site's queue, from the press on the button to its end. */
export class SiteCall {
  readonly #needs: SiteCallNeeds;
  #state = IDLE;
  /** Of the call that is made now; what an older one tells counts no more. */
  #attempt = 0;
  #phone: Phone | null = null;
  #microphone: Microphone | null = null;
  #hasSound = false;
  /** Asterisk answers at once and plays music: there only the hub's word says that somebody talks. */
  #isHeldByQueue = false;
  #told: SiteCallState["phase"] | null = null;
  /** The hub says that somebody talks with the visitor, whether the sound is there yet or not. */
  #isTaken = false;
  #wasHeard = false;
  #quietSeconds = 0;
  #deafSeconds = 0;

  constructor(needs: SiteCallNeeds) {
    this.#needs = needs;
  }

  get state(): CallState {
    return this.#state;
  }

  get isUp(): boolean {
    return this.#state.phase !== "idle" && this.#state.phase !== "ended";
  }

  /** The visitor pressed: microphone, then the hub's leave, then the call. */
  async start(): Promise<void> {
    if (this.isUp) return;
    this.#attempt += 1;
    const attempt = this.#attempt;
    const isOver = () => attempt !== this.#attempt || !this.isUp;
    const { ports } = this.#needs;
    this.#reset();
    this.#set({ ...IDLE, phase: "microphone" });
    const microphone = await ports.openMicrophone();
    if (typeof microphone === "string") {
      if (!isOver()) this.#end(microphone);
      return;
    }
    if (isOver()) {
      microphone.close();
      return;
    }
    this.#microphone = microphone;
    this.#set({ phase: "connecting" });
    // The right to call is asked for last: it lives for a minute.
    const startPhone = await ports.loadPhone();
    if (isOver()) return;
    if (!startPhone) {
      this.#end("script");
      return;
    }
    const answer = await ports.askTicket();
    if (isOver()) return;
    if (!answer.ok) {
      this.#end(answer.code);
      return;
    }
    this.#isHeldByQueue = !answer.ticket.isOwn;
    const ifCurrent =
      <Input extends unknown[]>(act: (...input: Input) => void) =>
      (...input: Input) => {
        if (!isOver()) act(...input);
      };
    this.#phone = startPhone(answer.ticket, microphone, {
      connected: ifCurrent(() => this.#connected()),
      linkChanged: ifCurrent((isUp: boolean) => this.#set({ isLost: !isUp })),
      sounded: ifCurrent((sounding: Sounding) => this.#sounded(sounding)),
      ended: ifCurrent((how: PhoneEnd) => this.#phoneEnded(how)),
    });
  }

  /** The hub says how the call stands in its queue. */
  heard({ phase, operator, position }: SiteCallState): void {
    if (!this.#phone || !this.isUp) return;
    this.#told = phase;
    if (phase !== "over") this.#isTaken = phase === "talking";
    if (phase === "over") {
      // The end on the wire says more; it comes in the same moment, unless the wire was cut meanwhile.
      const attempt = this.#attempt;
      this.#needs.clock.after(WIRE_MS, () => {
        if (attempt === this.#attempt && this.isUp) this.#end(this.#wasTalking ? "by-operator" : "lost");
      });
      return;
    }
    this.#set({ operator, position });
    this.#settle();
  }

  setMuted(isMuted: boolean): void {
    this.#phone?.setMuted(isMuted);
    this.#quietSeconds = 0;
    this.#set({ isMuted, hint: null });
  }

  sendKey(key: string): void {
    this.#phone?.sendKey(key);
  }

  hangUp(): void {
    if (this.isUp) this.#end("by-visitor");
  }

  /** The end was read: the chat is there again. */
  forget(): void {
    if (this.#state.phase === "ended") this.#set(IDLE);
  }

  #connected(): void {
    this.#hasSound = true;
    this.#settle();
  }

  #settle(): void {
    const isTalking = this.#hasSound && (this.#isHeldByQueue ? this.#told === "talking" : true);
    if (isTalking && this.#state.phase !== "talking")
      this.#set({ phase: "talking", talkingSinceMs: this.#needs.clock.nowMs(), position: null });
    else if (!isTalking && this.#state.phase === "connecting") this.#set({ phase: "waiting" });
    // Passed on to a queue: one waits again, and the talk with the next one is another.
    else if (this.#state.phase === "talking" && this.#told === "waiting" && this.#isHeldByQueue)
      this.#set({ phase: "waiting", talkingSinceMs: null });
  }

  #sounded({ ownLevel, isHearing }: Sounding): void {
    if (this.#state.phase !== "talking") return;
    this.#wasHeard ||= ownLevel > QUIET_LEVEL;
    this.#quietSeconds = this.#wasHeard || this.#state.isMuted ? 0 : this.#quietSeconds + 1;
    this.#deafSeconds = isHearing ? 0 : this.#deafSeconds + 1;
    const isDeaf = this.#deafSeconds >= DEAF_SECONDS;
    const hint = isDeaf ? "not-hearing" : this.#quietSeconds >= QUIET_SECONDS ? "not-heard" : null;
    if (hint !== this.#state.hint) this.#set({ hint });
  }

  #phoneEnded(how: PhoneEnd): void {
    this.#end(how === "lost" ? "lost" : this.#wasTalking ? "by-operator" : "not-answered");
  }

  /** Also when somebody took the call and was gone before there was a sound. */
  get #wasTalking(): boolean {
    return this.#state.talkingSinceMs !== null || this.#isTaken;
  }

  #end(end: CallEnd): void {
    const { talkingSinceMs } = this.#state;
    this.#phone?.hangUp();
    this.#microphone?.close();
    this.#reset();
    const lastedMs = talkingSinceMs === null ? null : this.#needs.clock.nowMs() - talkingSinceMs;
    this.#set({ ...IDLE, phase: "ended", end, lastedMs });
  }

  #reset(): void {
    this.#phone = null;
    this.#microphone = null;
    this.#hasSound = false;
    this.#told = null;
    this.#isTaken = false;
    this.#wasHeard = false;
    this.#quietSeconds = 0;
    this.#deafSeconds = 0;
  }

  #set(change: Partial<CallState>): void {
    this.#state = { ...this.#state, ...change };
    this.#needs.changed();
  }
}
