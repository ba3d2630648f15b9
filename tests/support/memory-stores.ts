import { isMissedBy } from "../../src-main/core/history/history-row.ts";
import { isWaiting, participants } from "../../src-main/core/mirror/interaction-roles.ts";
import type { DraftStore } from "../../src-main/core/ports/draft-store.ts";
import type { NetworkStore, ProxySecret } from "../../src-main/core/ports/network.ts";
import { NO_NOTES, type OperatorNotes, type OperatorNotesStore } from "../../src-main/core/ports/operator-notes.ts";
import type { OwnFile, OwnFileStore } from "../../src-main/core/ports/own-file-store.ts";
import type { RefusedMessage, RefusedMessageStore } from "../../src-main/core/ports/refused-message-store.ts";
import type {
  AccountSettings,
  AccountStore,
  CallQuality,
  HeadsetStore,
  KeptWelcome,
  KnownScript,
  LineSecrets,
  MirrorPosition,
  MirrorStore,
  OutboxCommand,
  OutboxStore,
  PreferenceStore,
  SoundStore,
  WelcomeStore,
} from "../../src-main/core/ports/store.ts";
import { channelKind } from "../../src-shared/domain/channel.ts";
import { type HeadsetSettings, NO_HEADSETS } from "../../src-shared/domain/headset/headset.ts";
import { HUB_LINE } from "../../src-shared/domain/hub-line.ts";
import {
  foldInteraction,
  type Interaction,
  type InteractionEvent,
  isInteractionEvent,
} from "../../src-shared/domain/interaction.ts";
import { FIRST_NETWORK, type NetworkSettings } from "../../src-shared/domain/network-settings.ts";
import { foldOperatorState, foldStanding, isStandingEvent } from "../../src-shared/domain/operator-presence.ts";
import type { OperatorState } from "../../src-shared/domain/operator-status.ts";
import { isSameAddress } from "../../src-shared/domain/phone-number.ts";
import type { QuickReply } from "../../src-shared/domain/replies/quick-reply.ts";
import type { ScriptGraph } from "../../src-shared/domain/scripts/script.ts";
import type { ScriptVersion } from "../../src-shared/domain/scripts/script-head.ts";
import { FIRST_SOUND, type SoundSettings } from "../../src-shared/domain/sound-devices.ts";
import type { ContactOutcome } from "../../src-shared/domain/topics/contact-outcome.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import { type CommandId, type InteractionId, type LineId, type LogId, OperatorId } from "../../src-shared/ids.ts";
import type { Preferences } from "../../src-shared/ipc/workplace.ts";
import type { KeptRun } from "../../src-shared/link/script-queries.ts";

/** `MirrorStore` without a file; the same suite runs against it and against SQLite. */
export class MemoryMirrorStore implements MirrorStore {
  events: LogEvent[] = [];
  #position: MirrorPosition = { logId: null, lastSeq: 0 };
  readonly #interactions = new Map<InteractionId, Interaction>();
  readonly #parts = new Map<InteractionId, Set<string>>();
  readonly #operatorStates = new Map<string, OperatorState>();
  readonly #notes = new Map<string, string>();
  readonly #outcomes = new Map<string, ContactOutcome>();
  readonly #replies = new Map<string, { readonly ownerId: string | null; readonly reply: QuickReply }>();
  readonly #quality = new Map<string, CallQuality>();
  readonly #scripts = new Map<string, KnownScript>();
  readonly #graphs = new Map<string, ScriptGraph>();
  readonly #walks = new Map<string, KeptRun>();

  position(): MirrorPosition {
    return this.#position;
  }

  reset(logId: LogId): void {
    this.events = [];
    this.#position = { logId, lastSeq: 0 };
    this.#interactions.clear();
    this.#notes.clear();
    this.#outcomes.clear();
    this.#parts.clear();
    this.#operatorStates.clear();
    this.#quality.clear();
    this.#replies.clear();
    for (const kept of [this.#scripts, this.#graphs, this.#walks]) kept.clear();
  }

  scripts(): readonly KnownScript[] {
    return [...this.#scripts.values()].sort((one, other) => (one.head.scriptId < other.head.scriptId ? -1 : 1));
  }

  scriptGraph({ scriptId, version }: ScriptVersion): ScriptGraph | null {
    return this.#graphs.get(`${scriptId}@${version}`) ?? null;
  }

  keepScriptGraph({ scriptId, version }: ScriptVersion, graph: ScriptGraph): void {
    this.#graphs.set(`${scriptId}@${version}`, graph);
  }

  walk(interactionId: InteractionId): KeptRun | null {
    return this.#walks.get(interactionId) ?? null;
  }

  keepWalk(interactionId: InteractionId, walk: KeptRun): void {
    this.#walks.set(interactionId, walk);
  }

  apply(afterSeq: number, uptoSeq: number, events: readonly LogEvent[]): boolean {
    if (this.#position.logId === null || this.#position.lastSeq !== afterSeq) return false;
    for (const event of events) this.#take(event);
    this.#position = { ...this.#position, lastSeq: uptoSeq };
    return true;
  }

  interaction(interactionId: InteractionId): Interaction | null {
    return this.#interactions.get(interactionId) ?? null;
  }

  waiting(): readonly Interaction[] {
    return this.#sorted(isWaiting);
  }

  talks(): readonly Interaction[] {
    return this.#sorted(({ state }) => state === "active" || state === "held");
  }

  wrapUps(operatorId: string): readonly Interaction[] {
    return this.#sorted((interaction) => interaction.state === "wrap-up" && interaction.operatorId === operatorId).sort(
      (one, other) => (one.endedAtMs ?? 0) - (other.endedAtMs ?? 0),
    );
  }

  note(interactionId: InteractionId, operatorId: string): string | null {
    return this.#notes.get(`${interactionId} ${operatorId}`) ?? null;
  }

  outcome(interactionId: InteractionId, operatorId: string): ContactOutcome | null {
    return this.#outcomes.get(`${interactionId} ${operatorId}`) ?? null;
  }

  replies(operatorId: string): readonly QuickReply[] {
    return [...this.#replies.values()]
      .filter(({ ownerId }) => ownerId === null || ownerId === operatorId)
      .map(({ reply }) => reply)
      .sort((one, other) => (one.replyId < other.replyId ? -1 : 1));
  }

  operatorStates(): readonly OperatorState[] {
    return [...this.#operatorStates.values()].sort((one, other) => (one.operatorId < other.operatorId ? -1 : 1));
  }

  quality(interactionId: InteractionId, operatorId: string): CallQuality | null {
    return this.#quality.get(`${interactionId} ${operatorId}`) ?? null;
  }

  history({
    before,
    limit,
    customer,
    operatorId,
    isMissed,
  }: Parameters<MirrorStore["history"]>[0]): readonly Interaction[] {
    const isOlder = ({ createdAtMs, interactionId }: Interaction) =>
      before === null ||
      createdAtMs < before.createdAtMs ||
      (createdAtMs === before.createdAtMs && interactionId < before.interactionId);
    return this.#sorted(
      (interaction) =>
        this.#parts.get(interaction.interactionId)?.has(operatorId) === true &&
        (!isMissed || isMissedBy(interaction, OperatorId.parse(operatorId))) &&
        (customer === null || isSameAddress(interaction.customer.address, customer)) &&
        isOlder(interaction),
    )
      .reverse()
      .slice(0, limit);
  }

  missed({ operatorId, afterMs, limit }: Parameters<MirrorStore["missed"]>[0]): readonly Interaction[] {
    return this.#sorted(
      (interaction) =>
        channelKind(interaction.channel) === "voice" &&
        (interaction.endedAtMs ?? 0) > afterMs &&
        isMissedBy(interaction, OperatorId.parse(operatorId)),
    )
      .sort(
        (one, other) =>
          (other.endedAtMs ?? 0) - (one.endedAtMs ?? 0) || (one.interactionId < other.interactionId ? 1 : -1),
      )
      .slice(0, limit);
  }

  lastTalkMs(customer: string, operatorId: string | null): number | null {
    const talks = this.#sorted(
      (interaction) =>
        channelKind(interaction.channel) === "voice" &&
        interaction.acceptedAtMs !== null &&
        isSameAddress(interaction.customer.address, customer) &&
        (operatorId === null || interaction.operatorId === operatorId),
    ).map(({ acceptedAtMs }) => acceptedAtMs ?? 0);
    return talks.length === 0 ? null : Math.max(...talks);
  }

  #sorted(isWanted: (interaction: Interaction) => boolean): Interaction[] {
    return [...this.#interactions.values()]
      .filter(isWanted)
      .sort((one, other) => one.createdAtMs - other.createdAtMs || (one.interactionId < other.interactionId ? -1 : 1));
  }

  #take(event: LogEvent): void {
    this.events.push(event);
    if (event.type === "operator.status-changed")
      this.#operatorStates.set(
        event.payload.operatorId,
        foldOperatorState(event, this.#operatorStates.get(event.payload.operatorId) ?? null),
      );
    else if (isStandingEvent(event)) {
      const before = this.#operatorStates.get(event.payload.operatorId);
      if (before) this.#operatorStates.set(event.payload.operatorId, foldStanding(before, event));
    } else if (event.type === "interaction.note-changed") {
      const { interactionId, operatorId, text } = event.payload;
      this.#notes.set(`${interactionId} ${operatorId}`, text);
    } else if (event.type === "interaction.outcome-changed") {
      const { interactionId, operatorId, ...outcome } = event.payload;
      this.#outcomes.set(`${interactionId} ${operatorId}`, outcome);
    } else if (event.type === "call.quality-measured") {
      const { interactionId, operatorId, quality } = event.payload;
      this.#quality.set(`${interactionId} ${operatorId}`, { mos: quality.mos, minMos: quality.minMos });
    } else if (event.type === "reply.changed") {
      const { operatorId, ...reply } = event.payload;
      this.#replies.set(reply.replyId, { ownerId: reply.scope.kind === "own" ? operatorId : null, reply });
    } else if (event.type === "reply.removed") this.#replies.delete(event.payload.replyId);
    else if (event.type === "script.published")
      this.#scripts.set(event.payload.scriptId, { head: event.payload, isWithdrawn: false });
    else if (event.type === "script.withdrawn") {
      const known = this.#scripts.get(event.payload.scriptId);
      if (known) this.#scripts.set(event.payload.scriptId, { ...known, isWithdrawn: true });
    } else if (isInteractionEvent(event)) this.#fold(event);
  }

  #fold(event: InteractionEvent): void {
    const { interactionId } = event.payload;
    const after = foldInteraction(this.#interactions.get(interactionId), event);
    if (!after || channelKind(after.channel) === null) return;
    this.#interactions.set(interactionId, after);
    const parts = this.#parts.get(interactionId) ?? new Set();
    for (const operatorId of participants(after)) parts.add(operatorId);
    this.#parts.set(interactionId, parts);
  }
}

/** `OutboxStore` without a file; `isBroken` makes it refuse to write. */
export class MemoryOutboxStore implements OutboxStore {
  isBroken = false;
  #commands: OutboxCommand[] = [];

  add(command: OutboxCommand): void {
    if (this.isBroken) throw new Error("the disk is full");
    if (this.#commands.some(({ commandId }) => commandId === command.commandId)) throw new Error("the id stands twice");
    // As a file would: what is kept is a copy.
    this.#commands.push(structuredClone(command));
  }

  pending(): readonly OutboxCommand[] {
    return structuredClone(this.#commands);
  }

  remove(commandId: CommandId): void {
    if (this.isBroken) throw new Error("the disk is full");
    this.#commands = this.#commands.filter((command) => command.commandId !== commandId);
  }
}

export class MemoryWelcomeStore implements WelcomeStore {
  isBroken = false;
  kept: KeptWelcome | null = null;

  read(): KeptWelcome | null {
    return this.kept;
  }

  write(kept: KeptWelcome): void {
    if (this.isBroken) throw new Error("the disk is full");
    this.kept = structuredClone(kept);
  }
}

export class MemoryPreferenceStore implements PreferenceStore {
  isBroken = false;
  #preferences: Preferences = { locale: "ru", theme: "system" };

  read(): Preferences {
    return this.#preferences;
  }

  write(preferences: Preferences): void {
    if (this.isBroken) throw new Error("the disk is full");
    this.#preferences = preferences;
  }
}

export class MemoryHeadsetStore implements HeadsetStore {
  isBroken = false;
  #settings: HeadsetSettings = NO_HEADSETS;

  read(): HeadsetSettings {
    return this.#settings;
  }

  write(settings: HeadsetSettings): void {
    if (this.isBroken) throw new Error("the disk is full");
    this.#settings = settings;
  }
}

export class MemorySoundStore implements SoundStore {
  isBroken = false;
  #settings: SoundSettings = FIRST_SOUND;

  read(): SoundSettings {
    return this.#settings;
  }

  write(settings: SoundSettings): void {
    if (this.isBroken) throw new Error("the disk is full");
    this.#settings = settings;
  }
}

/** `DraftStore` without a file. */
export class MemoryDraftStore implements DraftStore {
  isBroken = false;
  readonly #kept = new Map<string, string>();

  read(login: string, conversationId: string): string {
    return this.#kept.get(`${login} ${conversationId}`) ?? "";
  }

  write(login: string, conversationId: string, text: string): void {
    if (this.isBroken) throw new Error("the disk is full");
    this.#kept.set(`${login} ${conversationId}`, text);
  }
}

/** `RefusedMessageStore` without a file. */
export class MemoryRefusedMessageStore implements RefusedMessageStore {
  isBroken = false;
  readonly #kept = new Map<string, readonly RefusedMessage[]>();

  read(login: string): readonly RefusedMessage[] {
    return this.#kept.get(login) ?? [];
  }

  write(login: string, messages: readonly RefusedMessage[]): void {
    if (this.isBroken) throw new Error("the disk is full");
    this.#kept.set(login, messages);
  }
}

/** `OwnFileStore` without a file. */
export class MemoryOwnFileStore implements OwnFileStore {
  isBroken = false;
  readonly #kept = new Map<string, readonly OwnFile[]>();

  read(login: string): readonly OwnFile[] {
    return this.#kept.get(login) ?? [];
  }

  write(login: string, files: readonly OwnFile[]): void {
    if (this.isBroken) throw new Error("the disk is full");
    this.#kept.set(login, files);
  }
}

/** `OperatorNotesStore` without a file. */
export class MemoryNotesStore implements OperatorNotesStore {
  isBroken = false;
  readonly #kept = new Map<string, OperatorNotes>();

  read(login: string): OperatorNotes {
    return this.#kept.get(login) ?? NO_NOTES;
  }

  write(login: string, notes: OperatorNotes): void {
    if (this.isBroken) throw new Error("the disk is full");
    this.#kept.set(login, structuredClone(notes));
  }
}

export class MemoryAccountStore implements AccountStore {
  isBroken = false;
  #settings: AccountSettings = { lines: [], outgoingLineId: HUB_LINE, homeCountry: "RU" };

  read(): AccountSettings {
    return this.#settings;
  }

  write(settings: AccountSettings): void {
    if (this.isBroken) throw new Error("the disk is full");
    this.#settings = settings;
  }
}

export class MemoryLineSecrets implements LineSecrets {
  readonly kept = new Map<LineId, string>();

  read(lineId: LineId): string | null {
    return this.kept.get(lineId) ?? null;
  }

  async keep(lineId: LineId, password: string): Promise<void> {
    this.kept.set(lineId, password);
  }

  async forget(lineId: LineId): Promise<void> {
    this.kept.delete(lineId);
  }
}

export class MemoryNetworkStore implements NetworkStore {
  isBroken = false;
  #settings: NetworkSettings = FIRST_NETWORK;

  read(): NetworkSettings {
    return this.#settings;
  }

  write(settings: NetworkSettings): void {
    if (this.isBroken) throw new Error("the disk is full");
    this.#settings = settings;
  }
}

export class MemoryProxySecret implements ProxySecret {
  #password: string | null = null;

  read(): string | null {
    return this.#password;
  }

  async keep(password: string): Promise<void> {
    this.#password = password;
  }

  async forget(): Promise<void> {
    this.#password = null;
  }
}
