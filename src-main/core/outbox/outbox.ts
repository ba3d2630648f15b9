import { CommandId } from "../../../src-shared/ids.ts";
import type { LinkCommandInput, LinkCommandName, LinkReply } from "../../../src-shared/link/link-contract.ts";
import { accepted, type Result, refused } from "../../../src-shared/result.ts";
import type { Clock } from "../ports/clock.ts";
import type { HubLink } from "../ports/hub-link.ts";
import type { Log } from "../ports/log.ts";
import type { OutboxCommand, OutboxStore } from "../ports/store.ts";

const AGAIN_NOW_MS = 250;
const AGAIN_FIRST_MS = 1000;
const AGAIN_LONGEST_MS = 30_000;

export type OutboxParts = {
  readonly store: OutboxStore;
  readonly link: Pick<HubLink, "send">;
  readonly clock: Clock;
  readonly log: Log;
};

export type OutboxAnswer = { readonly command: OutboxCommand; readonly reply: LinkReply };

/**
 * Commands on their way to the hub: kept before anything else, sent one at a time, oldest first, and removed only when
 * the hub has answered. One that the hub cannot take now holds back only those of its own name. A command may be sent more than once; its id makes the hub execute it once.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #answerListeners = new Set<(answer: OutboxAnswer) => void>();
  readonly #changeListeners = new Set<() => void>();
  /** Of every operator who worked at this desktop. */
  #pending: readonly OutboxCommand[];
  #login: string | null = null;
  #isOnline = false;
  #isSending = false;
  #failures = 0;
  #stopWaiting: (() => void) | null = null;
  /** Names that are not sent until the wait is over. */
  readonly #resting = new Set<string>();

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#pending = parts.store.pending();
  }

  /** Commands of the operator who works here now. */
  pending(): readonly OutboxCommand[] {
    return this.#pending.filter(({ login }) => login === null || login === this.#login);
  }

  /** Who works at this desktop from now on: what others left behind waits until they are back. */
  setLogin(login: string): void {
    this.#login = login;
    this.#setPending(this.#pending);
    this.#pump();
  }

  /** Returns as soon as the command is kept; delivery goes on by itself. */
  add<N extends LinkCommandName>(name: N, input: LinkCommandInput<N>): Result<CommandId, "store-failed"> {
    const { store, clock, log } = this.#parts;
    const commandId = CommandId.parse(clock.newId());
    const command: OutboxCommand = { commandId, name, input, madeAtMs: clock.nowMs(), login: this.#login };
    try {
      store.add(command);
    } catch (error) {
      log.error({ command: name, error }, "a command could not be kept");
      return refused("store-failed", "later");
    }
    this.#setPending([...this.#pending, command]);
    this.#pump();
    return accepted(command.commandId);
  }

  /** Takes back commands that are no longer true; one that is being sent may still reach the hub. */
  discard(isStale: (command: OutboxCommand) => boolean): void {
    const stale = this.#pending.filter(isStale);
    for (const command of stale) this.#forget(command);
    if (stale.length > 0) this.#setPending(this.#pending.filter((command) => !stale.includes(command)));
  }

  setOnline(isOnline: boolean): void {
    this.#isOnline = isOnline;
    this.#failures = 0;
    this.#stopWaiting?.();
    this.#stopWaiting = null;
    this.#resting.clear();
    this.#pump();
  }

  /** The hub has answered, yes or no; the command is gone from the outbox. */
  onAnswer(listener: (answer: OutboxAnswer) => void): () => void {
    this.#answerListeners.add(listener);
    return () => this.#answerListeners.delete(listener);
  }

  onChange(listener: () => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  #pump(): void {
    const oldest = this.pending().find(({ name }) => !this.#resting.has(name));
    if (!oldest || !this.#isOnline || this.#isSending) return;
    this.#isSending = true;
    void this.#send(oldest);
  }

  async #send(command: OutboxCommand): Promise<void> {
    try {
      const reply = await this.#parts.link.send(command);
      if (reply && (reply.ok || reply.retry === "no")) this.#settle({ command, reply });
      else if (reply) this.#wait([command], !reply.ok && reply.retry === "now" ? AGAIN_NOW_MS : null);
      // No answer is about the link, not about the command.
      else this.#wait(this.#pending, null);
    } catch (error) {
      this.#parts.log.error({ command: command.name, error }, "a command was not sent");
      this.#wait(this.#pending, null);
    } finally {
      this.#isSending = false;
    }
    this.#pump();
  }

  #settle({ command, reply }: OutboxAnswer): void {
    this.#failures = 0;
    if (!reply.ok) this.#parts.log.warn({ command: command.name, reason: reply.code }, "the hub refused a command");
    // The answer first: whoever shows or keeps what came of the command does so before it disappears. After a crash in
    // between it is sent again, and its id gets the same answer.
    for (const listener of [...this.#answerListeners]) listener({ command, reply });
    this.#parts.store.remove(command.commandId);
    this.#setPending(this.#pending.filter((other) => other.commandId !== command.commandId));
  }

  /** A disk that fails must not end the call whose end is being noted; at worst the command goes after a restart. */
  #forget({ commandId, name }: OutboxCommand): void {
    try {
      this.#parts.store.remove(commandId);
    } catch (error) {
      this.#parts.log.error({ command: name, error }, "a command could not be taken back");
    }
  }

  #wait(commands: readonly OutboxCommand[], delayMs: number | null): void {
    if (!this.#isOnline) return;
    for (const { name } of commands) this.#resting.add(name);
    const growingMs = Math.min(AGAIN_LONGEST_MS, AGAIN_FIRST_MS * 2 ** Math.min(this.#failures, 10));
    this.#failures += 1;
    this.#stopWaiting?.();
    this.#stopWaiting = this.#parts.clock.after(delayMs ?? growingMs, () => {
      this.#stopWaiting = null;
      this.#resting.clear();
      this.#pump();
    });
  }

  #setPending(pending: readonly OutboxCommand[]): void {
    this.#pending = pending;
    for (const listener of [...this.#changeListeners]) listener();
  }
}
