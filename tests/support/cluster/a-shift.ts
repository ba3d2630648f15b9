import { io, type Socket } from "socket.io-client";
import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import {
  LINK_CONTRACT_VERSION,
  LINK_PATH,
  LinkFrame,
  LinkReply,
  LinkWelcome,
} from "../../../src-shared/link/link-contract.ts";

const AGAIN_MS = 100;
const REPLY_WITHIN_MS = 10_000;

type Unsent = { readonly commandId: string; readonly name: string; readonly input: unknown };

/** An operator who takes every written contact, answers it once and closes it, at whichever node is there. */
export class Shift {
  readonly login: string;
  /** All that was seen, in the order of the log. */
  readonly events: LogEvent[] = [];
  readonly faults: string[] = [];
  readonly replies = new Map<string, LinkReply>();
  isLinked = false;
  /** When it was welcomed last. */
  linkedAtMs = 0;
  readonly #secret: string;
  readonly #port: () => number;
  readonly #outbox: Unsent[] = [];
  readonly #answers: boolean;
  #socket: Socket | null = null;
  #logId: string | null = null;
  #lastSeq = 0;
  #isSending = false;
  #isStopped = false;

  /** `answers`: takes and answers contacts by itself. */
  constructor(login: string, secret: string, port: () => number, answers = true) {
    this.login = login;
    this.#secret = secret;
    this.#port = port;
    this.#answers = answers;
    this.#link();
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Everything it had to say was answered. */
  get isIdle(): boolean {
    return this.#outbox.length === 0;
  }

  /** Once and for all: sent again, with the same id, until it is answered. */
  say(commandId: string, name: string, input: unknown): void {
    this.#outbox.push({ commandId, name, input });
    void this.#send();
  }

  stop(): void {
    this.#isStopped = true;
    this.#socket?.disconnect();
  }

  #link(): void {
    if (this.#isStopped) return;
    const auth = { contractVersion: LINK_CONTRACT_VERSION, login: this.login, secret: this.#secret };
    const socket = io(`http://127.0.0.1:${this.#port()}`, {
      path: LINK_PATH,
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      timeout: 3000,
      auth: {
        ...auth,
        logId: this.#logId,
        lastSeq: this.#lastSeq,
        desktopId: `${this.login}-desk`,
        channels: ["voice", "text"],
      },
    });
    this.#socket = socket;
    let isOver = false;
    const again = (why: string, code?: string) => {
      if (isOver) return;
      isOver = true;
      this.isLinked = false;
      if (code !== undefined) this.faults.push(`refused: ${code} (${why})`);
      socket.disconnect();
      setTimeout(() => this.#link(), AGAIN_MS);
    };
    socket.on("connect_error", (error: Error & { data?: { code?: string } }) => again(error.message, error.data?.code));
    socket.on("disconnect", (reason) => again(reason));
    socket.on("welcome", (raw: unknown) => {
      const { logId } = LinkWelcome.parse(raw);
      if (this.#logId !== null && logId !== this.#logId) this.faults.push("the log began a new life");
      this.#logId = logId;
      this.isLinked = true;
      this.linkedAtMs = Date.now();
      void this.#send();
    });
    socket.on("events", (raw: unknown, acknowledge?: () => void) => {
      const frame = LinkFrame.parse(raw);
      if (frame.afterSeq === this.#lastSeq) {
        this.#lastSeq = frame.uptoSeq;
        for (const event of frame.events) this.#take(event);
      } else if (!isOver) socket.emit("resume", { lastSeq: this.#lastSeq });
      acknowledge?.();
    });
  }

  #take(event: LogEvent): void {
    const last = this.events.at(-1);
    if (last && event.seq <= last.seq) this.faults.push(`event ${event.seq} after ${last.seq}`);
    this.events.push(event);
    if (!this.#answers) return;
    if (event.type === "interaction.offered" && event.payload.operatorId === this.login) {
      const { interactionId, offerId } = event.payload;
      this.say(`accept-${offerId}`, "interaction.accept-offer", { interactionId, offerId });
    }
    if (event.type === "interaction.accepted" && event.payload.operatorId === this.login) {
      const { interactionId } = event.payload;
      const answer = { interactionId, messageId: `re-${interactionId}`, text: `ответ ${interactionId}` };
      this.say(`answer-${interactionId}`, "message.send", answer);
      this.say(`close-${interactionId}`, "interaction.close", { interactionId });
    }
  }

  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    for (let first = this.#outbox[0]; first && this.isLinked && !this.#isStopped; first = this.#outbox[0]) {
      const reply = await this.#ask(first);
      if (reply && (reply.ok || reply.retry !== "later")) {
        this.#outbox.shift();
        this.replies.set(first.commandId, reply);
      } else await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
    this.#isSending = false;
  }

  async #ask(command: Unsent): Promise<LinkReply | null> {
    const socket = this.#socket;
    if (!socket) return null;
    const lost = new Promise<null>((resolve) => {
      socket.once("disconnect", () => resolve(null));
    });
    const asked = socket.timeout(REPLY_WITHIN_MS).emitWithAck("command", command);
    return Promise.race([
      asked.then(
        (raw: unknown) => LinkReply.parse(raw),
        () => null,
      ),
      lost,
    ]);
  }
}
