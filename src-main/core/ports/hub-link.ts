import type { HubFailure } from "../../../src-shared/domain/hub-account.ts";
import type { CommandId } from "../../../src-shared/ids.ts";
import type { LinkState } from "../../../src-shared/ipc/workplace.ts";
import type { LinkFrame, LinkReply, LinkTeam, LinkWelcome } from "../../../src-shared/link/link-contract.ts";
import type {
  LinkAnswer,
  LinkEphemeral,
  LinkQueryInput,
  LinkQueryName,
} from "../../../src-shared/link/link-queries.ts";
import type { Result } from "../../../src-shared/result.ts";
import type { MirrorPosition, OutboxCommand } from "./store.ts";

/** `desktopId`: which installation this is, for the one seat of an operator. */
export type HubLinkAccount = {
  readonly url: string;
  readonly login: string;
  /** Lets in by itself; absent: `session` does. */
  readonly secret?: string;
  readonly session?: LinkSession;
  /** As the person knows it; none for the hub inside. */
  readonly shownUrl?: string;
  readonly desktopId?: string;
};

/** A sign-in, which lets in by tokens that are good for a short time. */
export interface LinkSession {
  /** A token that is good now. */
  token(): Promise<Result<string, LinkTokenRefusal>>;
  /** The hub did not take it, whatever the clock says. */
  refused(token: string): void;
}

/** The first two last until the person signs in; of the others another try may get over. */
export type LinkTokenRefusal = "signed-out" | "session-over" | HubFailure | "store-failed";

/** What the link reports, in order. */
export type HubLinkEvent =
  | { readonly type: "link-changed"; readonly link: Omit<LinkState, "dataAtMs"> }
  | { readonly type: "welcome"; readonly welcome: LinkWelcome }
  /** The team that the welcome told of is another one now. */
  | { readonly type: "team-changed"; readonly team: LinkTeam }
  /** What the hub keeps nowhere. */
  | { readonly type: "word"; readonly word: LinkEphemeral }
  | { readonly type: "frame"; readonly frame: LinkFrame };

/** The desktop's end of the numbered link (`src-shared/link/link-contract.ts`). */
export interface HubLink {
  /** Connects and stays connected, with back-off and jitter; asks for the mirror's position at each connect. */
  start(account: HubLinkAccount, position: () => MirrorPosition): void;
  stop(): Promise<void>;
  /** Links and takes the operator's seat from the desktop that has it: the person asked for it. */
  takeOver(): void;
  /** The person signed in or out: tries at once, whatever it was refused for. */
  retry(): void;
  /** Links anew at once: after sleep. */
  renew(): void;
  /** The network changed: a wait for the next try ends, and a link that stands must answer within a second. */
  prove(): void;
  /** Tells the hub to start the chain again after this number. */
  resume(lastSeq: number): void;
  /** Sends one command and waits for its answer; null when the link went away before it came. */
  send(command: Pick<OutboxCommand, "name" | "input"> & { readonly commandId: CommandId }): Promise<LinkReply | null>;
  /** Asks what the hub keeps; null when no answer came that could be read: the link went away, or another version answered. */
  ask<N extends LinkQueryName>(name: N, input: LinkQueryInput<N>): Promise<LinkAnswer<N> | null>;
  onEvent(listener: (event: HubLinkEvent) => void): () => void;
}
