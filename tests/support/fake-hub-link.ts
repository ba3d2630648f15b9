import type { HubLink, HubLinkAccount, HubLinkEvent } from "../../src-main/core/ports/hub-link.ts";
import type { MirrorPosition, OutboxCommand } from "../../src-main/core/ports/store.ts";
import type { CommandId } from "../../src-shared/ids.ts";
import type { LinkFrame, LinkReply, LinkTeam, LinkWelcome } from "../../src-shared/link/link-contract.ts";
import type { LinkAnswer, LinkEphemeral, LinkQueryInput, LinkQueryName } from "../../src-shared/link/link-queries.ts";

export type SentCommand = Pick<OutboxCommand, "name" | "input"> & { readonly commandId: CommandId };

/** The port `HubLink` without a hub: a test says what comes over it, and answers what was sent. */
export class FakeHubLink implements HubLink {
  account: HubLinkAccount | null = null;
  position: (() => MirrorPosition) | null = null;
  readonly resumed: number[] = [];
  readonly asked: ("renew" | "prove" | "take-over" | "retry")[] = [];
  readonly sent: SentCommand[] = [];
  /** Answers at once while set; null makes a command wait for `reply`. */
  autoReply: ((command: SentCommand) => LinkReply | null) | null = null;
  readonly questions: { readonly name: LinkQueryName; readonly input: unknown }[] = [];
  /** What the hub answers to questions; without it, or with null, no answer comes. */
  autoAnswer:
    | ((question: { readonly name: LinkQueryName; readonly input: unknown }) => LinkAnswer<LinkQueryName> | null)
    | null = null;
  readonly #waiting: ((reply: LinkReply | null) => void)[] = [];
  readonly #listeners = new Set<(event: HubLinkEvent) => void>();

  start(account: HubLinkAccount, position: () => MirrorPosition): void {
    this.account = account;
    this.position = position;
  }

  async stop(): Promise<void> {
    this.account = null;
    this.goOffline(0);
  }

  renew(): void {
    this.asked.push("renew");
  }

  retry(): void {
    this.asked.push("retry");
  }

  takeOver(): void {
    this.asked.push("take-over");
  }

  prove(): void {
    this.asked.push("prove");
  }

  resume(lastSeq: number): void {
    this.resumed.push(lastSeq);
  }

  send(command: SentCommand): Promise<LinkReply | null> {
    this.sent.push(command);
    if (this.autoReply) return Promise.resolve(this.autoReply(command));
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  ask<N extends LinkQueryName>(name: N, input: LinkQueryInput<N>): Promise<LinkAnswer<N> | null> {
    this.questions.push({ name, input });
    return Promise.resolve((this.autoAnswer?.({ name, input }) as LinkAnswer<N> | undefined) ?? null);
  }

  onEvent(listener: (event: HubLinkEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Answers the oldest command that waits. */
  reply(reply: LinkReply | null): void {
    const resolve = this.#waiting.shift();
    if (!resolve) throw new Error("no command waits for an answer");
    resolve(reply);
  }

  welcome(welcome: LinkWelcome, atMs: number): void {
    this.#emit({ type: "welcome", welcome });
    this.#emit({ type: "link-changed", link: { state: "online", sinceMs: atMs, refusal: null } });
  }

  teamChanged(team: LinkTeam): void {
    this.#emit({ type: "team-changed", team });
  }

  word(word: LinkEphemeral): void {
    this.#emit({ type: "word", word });
  }

  frame(frame: LinkFrame): void {
    this.#emit({ type: "frame", frame });
  }

  /** The link breaks: commands on their way come back unanswered. */
  refuse(refusal: string): void {
    this.#emit({ type: "link-changed", link: { state: "refused", sinceMs: 0, refusal } });
  }

  goOffline(heardAtMs: number): void {
    this.#emit({ type: "link-changed", link: { state: "offline", sinceMs: heardAtMs, refusal: null } });
    for (const resolve of this.#waiting.splice(0)) resolve(null);
  }

  #emit(event: HubLinkEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
