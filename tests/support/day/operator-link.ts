import { io, type Socket } from "socket.io-client";
import { Outbox } from "../../../src-main/core/outbox/outbox.ts";
import type { OutboxStore } from "../../../src-main/core/ports/store.ts";
import { systemClock } from "../../../src-main/node/system-clock.ts";
import type { ChannelKind } from "../../../src-shared/domain/channel.ts";
import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import { LogId } from "../../../src-shared/ids.ts";
import {
  LINK_CONTRACT_VERSION,
  LINK_PATH,
  type LinkCommandInput,
  type LinkCommandName,
  LinkFrame,
  LinkReply,
  LinkWelcome,
} from "../../../src-shared/link/link-contract.ts";
import { FakeLog } from "../fake-log.ts";

const AGAIN_MS = 50;
const REPLY_WITHIN_MS = 3000;

export type LinkPlace = {
  readonly hubUrl: () => string;
  readonly login: string;
  readonly secret: string;
  readonly store: OutboxStore;
  readonly channels?: readonly ChannelKind[];
};

/**
 * A desktop's end of the link for operators that are played: the outbox of the desktop itself over socket.io, which comes
 * back at once, takes text, and tells whoever plays the operator of every event, in order and once.
 */
export class OperatorLink {
  readonly outbox: Outbox;
  /** What was answered, by command. */
  readonly replies = new Map<string, LinkReply>();
  /** In words: where the chain of frames was broken. */
  readonly faults: string[] = [];
  /** Every welcome, epoch ms. */
  readonly welcomes: number[] = [];
  /** When the hub said welcome on this link, epoch ms; null while there is none. */
  welcomedAtMs: number | null = null;
  readonly #place: LinkPlace;
  readonly #heard: (events: readonly LogEvent[]) => void;
  #socket: Socket | null = null;
  #timer: NodeJS.Timeout | null = null;
  #logId: LogId | null = null;
  #lastSeq = 0;
  #caughtUpAtSeq = 0;
  #isClosed = false;

  constructor(place: LinkPlace, heard: (events: readonly LogEvent[]) => void) {
    this.#place = place;
    this.#heard = heard;
    const link = { send: ({ commandId, name, input }: Sent) => this.#send({ commandId, name, input }) };
    this.outbox = new Outbox({ store: place.store, link, clock: systemClock, log: new FakeLog() });
    this.outbox.setLogin(place.login);
    this.outbox.onAnswer(({ command, reply }) => this.replies.set(command.commandId, reply));
    this.#open();
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Linked, and all is known that was in the log at the welcome. */
  get isUpToDate(): boolean {
    return this.welcomedAtMs !== null && this.#lastSeq >= this.#caughtUpAtSeq;
  }

  /** Keeps a command and sends it for certain; answers its id. */
  do<N extends LinkCommandName>(name: N, input: LinkCommandInput<N>): string {
    const kept = this.outbox.add(name, input);
    if (!kept.ok) throw new Error(`${name}: ${kept.code}`);
    return kept.value;
  }

  /** The socket goes, and comes back. */
  cut(): void {
    this.#socket?.io.engine.close();
  }

  close(): void {
    this.#isClosed = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#socket?.disconnect();
    this.outbox.setOnline(false);
  }

  #open(): void {
    const { hubUrl, login, secret, channels = ["voice", "text"] } = this.#place;
    const socket = io(hubUrl(), {
      path: LINK_PATH,
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      auth: {
        contractVersion: LINK_CONTRACT_VERSION,
        login,
        secret,
        logId: this.#logId,
        lastSeq: this.#lastSeq,
        channels,
      },
    });
    this.#socket = socket;
    const lost = () => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      socket.disconnect();
      this.welcomedAtMs = null;
      this.outbox.setOnline(false);
      if (!this.#isClosed) this.#timer = setTimeout(() => this.#open(), AGAIN_MS);
    };
    socket.on("connect_error", lost);
    socket.on("disconnect", lost);
    socket.on("welcome", (raw: unknown) => this.#welcome(LinkWelcome.parse(raw)));
    socket.on("events", (raw: unknown, acknowledge: (() => void) | undefined) => {
      this.#take(LinkFrame.parse(raw), socket);
      acknowledge?.();
    });
  }

  #welcome(welcome: LinkWelcome): void {
    if (this.#logId !== null && this.#logId !== welcome.logId) this.faults.push("the log is another one");
    this.#caughtUpAtSeq = welcome.headSeq;
    this.#logId = LogId.parse(welcome.logId);
    this.welcomedAtMs = Date.now();
    this.welcomes.push(this.welcomedAtMs);
    this.outbox.setOnline(true);
  }

  #take({ afterSeq, uptoSeq, events }: LinkFrame, socket: Socket): void {
    if (afterSeq !== this.#lastSeq) {
      this.faults.push(`a frame after ${afterSeq} came to who stands at ${this.#lastSeq}`);
      socket.emit("resume", { lastSeq: this.#lastSeq });
      return;
    }
    this.#lastSeq = uptoSeq;
    this.#heard(events);
  }

  async #send(command: Sent): Promise<LinkReply | null> {
    const socket = this.#socket;
    if (!socket || this.welcomedAtMs === null) return null;
    try {
      const raw: unknown = await socket.timeout(REPLY_WITHIN_MS).emitWithAck("command", command);
      return LinkReply.parse(raw);
    } catch {
      return null;
    }
  }
}

type Sent = { readonly commandId: string; readonly name: string; readonly input: unknown };
