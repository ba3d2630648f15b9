import type { Hotkeys } from "../../../src-shared/domain/global-hotkeys.ts";
import type { HeadsetSettings } from "../../../src-shared/domain/headset/headset.ts";
import type { Interaction } from "../../../src-shared/domain/interaction.ts";
import type { OperatorState } from "../../../src-shared/domain/operator-status.ts";
import type { QuickReply } from "../../../src-shared/domain/replies/quick-reply.ts";
import type { ScriptGraph } from "../../../src-shared/domain/scripts/script.ts";
import type { ScriptHead, ScriptVersion } from "../../../src-shared/domain/scripts/script-head.ts";
import type { SipLine } from "../../../src-shared/domain/sip-line.ts";
import type { SoundSettings } from "../../../src-shared/domain/sound-devices.ts";
import type { ContactOutcome } from "../../../src-shared/domain/topics/contact-outcome.ts";
import type { LogEvent, UnreadEvent } from "../../../src-shared/events/log-event.ts";
import type { CommandId, InteractionId, LineId, LogId } from "../../../src-shared/ids.ts";
import type { Preferences } from "../../../src-shared/ipc/workplace.ts";
import type { LinkCommandName, LinkWelcome } from "../../../src-shared/link/link-contract.ts";
import type { KeptRun } from "../../../src-shared/link/script-queries.ts";

/** Where the mirror stands: which log, and up to which number. */
export type MirrorPosition = { readonly logId: LogId | null; readonly lastSeq: number };

/** A command that must reach the hub, kept until the hub answered it. */
export type OutboxCommand = {
  readonly commandId: CommandId;
  readonly name: LinkCommandName;
  readonly input: unknown;
  readonly madeAtMs: number;
  /** Whose command it is: it never goes over another operator's link. Null: given before it was known who works here. */
  readonly login: string | null;
};

/** How an operator's talk sounded, as MOS: its mean and its worst five seconds. */
export type CallQuality = { readonly mos: number; readonly minMos: number };

/** A script as it is published now; a withdrawn one is offered no more, and still walked where it was begun. */
export type KnownScript = { readonly head: ScriptHead; readonly isWithdrawn: boolean };

/** The operator's mirror of the hub's log, with the projections that serve reads. */
export interface MirrorStore {
  position(): MirrorPosition;
  /** Drops the mirror and starts one of another log. The outbox stays. */
  reset(logId: LogId): void;
  /**
   * Applies a frame in one transaction; false when `afterSeq` is not the mirror's last number (nothing is changed).
   * `unread` is kept with the rest of the log, for the version that can read it.
   */
  apply(afterSeq: number, uptoSeq: number, events: readonly LogEvent[], unread?: readonly UnreadEvent[]): boolean;
  interaction(interactionId: InteractionId): Interaction | null;
  /** Waiting or being offered, oldest first. */
  waiting(): readonly Interaction[];
  /** What is being talked in now, held or not. */
  talks(): readonly Interaction[];
  /** What this operator has still to write up, oldest first. */
  wrapUps(operatorId: string): readonly Interaction[];
  /** What this operator noted of an interaction; null: nothing yet. */
  note(interactionId: InteractionId, operatorId: string): string | null;
  /** What this operator said of an interaction beside the note; null: nothing yet. */
  outcome(interactionId: InteractionId, operatorId: string): ContactOutcome | null;
  /** Quick replies: what is shared, and what is this operator's own. */
  replies(operatorId: string): readonly QuickReply[];
  scripts(): readonly KnownScript[];
  /** A version that was fetched; null: it was not, or is long past. */
  scriptGraph(version: ScriptVersion): ScriptGraph | null;
  keepScriptGraph(version: ScriptVersion, graph: ScriptGraph): void;
  /** Where a contact stands in its script; null: none was begun here. Gone with the customer. */
  walk(interactionId: InteractionId): KeptRun | null;
  keepWalk(interactionId: InteractionId, walk: KeptRun): void;
  operatorStates(): readonly OperatorState[];
  /** Of one operator's part in the interaction; null when nothing was measured. */
  quality(interactionId: InteractionId, operatorId: string): CallQuality | null;
  /** Newest first by `createdAtMs`, then id; strictly older than `before`. */
  history(query: {
    readonly before: { readonly createdAtMs: number; readonly interactionId: string } | null;
    readonly limit: number;
    readonly customer: string | null;
    readonly operatorId: string;
    /** Only calls that rang at the operator in vain. */
    readonly isMissed?: boolean;
  }): readonly Interaction[];
  /** What the operator missed, by the hub's time of its end, later than `afterMs`; newest first. */
  missed(query: {
    readonly operatorId: string;
    readonly afterMs: number;
    readonly limit: number;
  }): readonly Interaction[];
  /** When a talk with this address began last, and with whom of the team (null: with anybody); null: there was none. */
  lastTalkMs(customer: string, operatorId: string | null): number | null;
}

/** The hub's last welcome, kept so that the window is full at once after a restart, also without the hub. */
export type KeptWelcome = {
  readonly welcome: LinkWelcome;
  /** Hub clock minus this machine's clock, as found at the welcome. */
  readonly hubClockOffsetMs: number;
  /** When the hub was last heard, by this machine's clock: what is shown was true then. */
  readonly heardAtMs: number;
};

/** Keeps the last welcome beside the mirror. */
export interface WelcomeStore {
  read(): KeptWelcome | null;
  write(kept: KeptWelcome): void;
}

/** Commands on their way to the hub; survives a crash, and is never dropped with the mirror. */
export interface OutboxStore {
  add(command: OutboxCommand): void;
  /** Oldest first. */
  pending(): readonly OutboxCommand[];
  remove(commandId: CommandId): void;
}

/** Small settings of this desktop. */
export interface PreferenceStore {
  read(): Preferences;
  write(preferences: Preferences): void;
}

/** Devices, ring and noise suppression as the operator chose them on this desktop. */
export interface SoundStore {
  read(): SoundSettings;
  write(settings: SoundSettings): void;
}

/** The headsets the operator allowed, and what was taught of them. */
export interface HeadsetStore {
  read(): HeadsetSettings;
  write(settings: HeadsetSettings): void;
}

/** The global keys the operator chose; an action that is missing was never chosen. */
export interface HotkeyStore {
  read(): Partial<Hotkeys>;
  write(hotkeys: Hotkeys): void;
}

/** The accounts on PBXs, by which line the dial field calls, and whose numbers those without a country code are. */
export type AccountSettings = {
  readonly lines: readonly SipLine[];
  readonly outgoingLineId: LineId;
  readonly homeCountry: string;
};

/** Keeps the accounts; never a password. */
export interface AccountStore {
  read(): AccountSettings;
  write(settings: AccountSettings): void;
}

/** The passwords of the lines, sealed by the system; `read` answers from memory. */
export interface LineSecrets {
  read(lineId: LineId): string | null;
  keep(lineId: LineId, password: string): Promise<void>;
  forget(lineId: LineId): Promise<void>;
}
