import type { Socket } from "socket.io";
import type { Role } from "../../src-shared/domain/rights.ts";
import type { Operator } from "../../src-shared/domain/team.ts";
import {
  type LINK_COMMON_ERRORS,
  LinkCommand,
  type LinkReply,
  LinkResume,
  type LinkTeam,
} from "../../src-shared/link/link-contract.ts";
import { type LinkEphemeral, LinkQuery, type QueryReply } from "../../src-shared/link/link-queries.ts";
import { type Refusal, refused } from "../../src-shared/result.ts";
import type { HubClock } from "../clock.ts";
import type { EventLog } from "../log/event-log.ts";
import { linkLog } from "../log.ts";
import { TokenBucket } from "../telephony/embedded/token-bucket.ts";
import { FramePump } from "./frame-pump.ts";
import type { LinkTurns } from "./link-flood.ts";
import type { LetIn } from "./link-gate.ts";
import type { LiveFeed } from "./live-feed.ts";
import type { PackedFrames } from "./packed-frames.ts";

/** Each resume sends frames that nobody acknowledged yet; a good desktop asks once in three seconds. */
const RESUMES_PER_SECOND = 1;
const RESUMES_AT_ONCE = 5;

export type LinkSessionNeeds = {
  readonly log: Pick<EventLog, "logId" | "read">;
  readonly feed: LiveFeed;
  readonly packs: PackedFrames;
  readonly clock: HubClock;
  readonly execute: (command: LinkCommand) => Promise<LinkReply>;
  readonly query: (query: LinkQuery) => Promise<QueryReply>;
  readonly turns: LinkTurns;
  /** It goes on and on although it was told to wait. */
  readonly onFlood: () => void;
  readonly onFault: (error: unknown) => void;
};

/** One linked desktop: its chain of frames, and its commands. */
export class LinkSession {
  readonly operator: Operator;
  readonly desktopId: string | undefined;
  /** Names this very link among all of the hub. */
  readonly linkId: string;
  /** What the person was when they linked: with another role they link anew. */
  readonly role: Role;
  /** The sign-in by whose token it linked; null: by a secret. */
  readonly sessionId: string | null;
  readonly #socket: Socket;
  readonly #needs: LinkSessionNeeds;
  readonly #pump: FramePump;
  readonly #resumes: TokenBucket;

  constructor(socket: Socket, { operator, hello, sessionId }: LetIn, needs: LinkSessionNeeds) {
    const { log, feed, packs, clock, onFault } = needs;
    this.operator = operator;
    this.desktopId = hello.desktopId;
    this.linkId = socket.id;
    this.sessionId = sessionId;
    this.#socket = socket;
    this.#needs = needs;
    this.#resumes = new TokenBucket(RESUMES_PER_SECOND, RESUMES_AT_ONCE, clock.nowMs());
    const viewer = { operatorId: operator.operatorId, role: operator.role ?? "operator" };
    const unpacks = hello.unpacks === true;
    const room = liveRoom(viewer.role, unpacks);
    this.role = viewer.role;
    const afterSeq = hello.logId === log.logId ? hello.lastSeq : 0;
    this.#pump = new FramePump(
      {
        id: socket.id,
        viewer,
        feed,
        read: (seq, limit) => log.read(seq, limit),
        send: (frame, acknowledged) => {
          const sent = unpacks ? packs.forOne(frame) : frame;
          if (acknowledged) socket.emit("events", sent, acknowledged);
          else socket.emit("events", sent);
        },
        setLive: (isLive) => {
          // Done at once by the adapter within one node; a promise only by others.
          Promise.resolve(isLive ? socket.join(room) : socket.leave(room)).catch(onFault);
        },
        onFault,
      },
      afterSeq,
    );
    socket.on("command", (raw: unknown, answer: unknown) => this.#command(raw, answer));
    socket.on("query", (raw: unknown, answer: unknown) => this.#query(raw, answer));
    socket.on("resume", (raw: unknown) => this.#resume(raw));
    this.#pump.wake();
  }

  /** Another desktop of the same operator took the place. */
  replace(): void {
    this.#socket.emit("replaced");
    this.disconnect();
  }

  /** Shows what is kept nowhere. */
  tell(word: LinkEphemeral): void {
    this.#socket.volatile.emit("ephemeral", word);
  }

  /** Settles when the desktop has all that was sent up to now and this word, or when the time is over. */
  showFirst(word: LinkEphemeral | null, withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#needs.clock.after(withinMs, resolve);
      if (word) this.#socket.emit("ephemeral", word);
      this.#pump.confirm(() => {
        stop();
        resolve();
      });
    });
  }

  tellTeam(team: LinkTeam): void {
    this.#socket.emit("team-changed", team);
  }

  disconnect(): void {
    this.#socket.disconnect(true);
  }

  /** The socket is gone. */
  dispose(): void {
    this.#pump.stop();
  }

  #command(raw: unknown, answer: unknown): void {
    // Without a way to answer there is nobody to refuse to.
    if (!isAnswer(answer)) return;
    this.#execute(raw).then(answer, (error: unknown) => {
      linkLog.error({ operatorId: this.operator.operatorId, error }, "command failed");
      answer(refusedAnyway("hub-fault", "later"));
    });
  }

  /** Asks cost a turn as commands do: whoever asks without end is told to wait. */
  #query(raw: unknown, answer: unknown): void {
    if (!isAnswer(answer)) return;
    if (!this.#takeTurn()) {
      answer(refusedAnyway("too-many-commands", "later"));
      return;
    }
    const query = LinkQuery.safeParse(raw);
    if (!query.success) answer(refusedAnyway("bad-input"));
    else
      this.#needs.query(query.data).then(answer, (error: unknown) => {
        linkLog.error({ operatorId: this.operator.operatorId, error }, "query failed");
        answer(refusedAnyway("hub-fault", "later"));
      });
  }

  async #execute(raw: unknown): Promise<LinkReply> {
    if (!this.#takeTurn()) return refusedAnyway("too-many-commands", "later");
    const command = LinkCommand.safeParse(raw);
    return command.success ? this.#needs.execute(command.data) : refusedAnyway("bad-input");
  }

  /** Before anything is looked at; who asks on and on is cut off. */
  #takeTurn(): boolean {
    const turn = this.#needs.turns.take(this.#needs.clock.nowMs());
    if (turn === "flood") this.#needs.onFlood();
    return turn === "granted";
  }

  #resume(raw: unknown): void {
    const resume = LinkResume.safeParse(raw);
    // A desktop that asks again and again is broken: it links anew, after its own back-off.
    if (!resume.success || !this.#resumes.take(this.#needs.clock.nowMs())) this.disconnect();
    else this.#pump.resume(resume.data.lastSeq);
  }
}

/** The socket.io room of those of a role who read along live, by whether they take packed frames. */
export function liveRoom(role: Role, unpacks: boolean): string {
  return unpacks ? `live-packed:${role}` : `live:${role}`;
}

/** A refusal that any command may meet. */
function refusedAnyway(code: (typeof LINK_COMMON_ERRORS)[number], retry: Refusal["retry"] = "no"): Refusal {
  return refused(code, retry);
}

function isAnswer(answer: unknown): answer is (reply: LinkReply | QueryReply) => void {
  return typeof answer === "function";
}
