import type { CommandId } from "../../../src-shared/ids.ts";
import type { LinkState } from "../../../src-shared/ipc/workplace.ts";
import type { LinkFrame, LinkReply, LinkWelcome } from "../../../src-shared/link/link-contract.ts";
import type { MirrorPosition, OutboxCommand } from "./store.ts";

/** `desktopId`: which installation this is, for the one seat of an operator. */
export type HubLinkAccount = {
  readonly url: string;
  readonly login: string;
  readonly secret: string;
  /** As the person knows it; none for the hub inside. */
  readonly shownUrl?: string;
  readonly desktopId?: string;
};

/** What the link reports, in order. */
export type HubLinkEvent =
  | { readonly type: "link-changed"; readonly link: Omit<LinkState, "dataAtMs"> }
  | { readonly type: "welcome"; readonly welcome: LinkWelcome }
  | { readonly type: "frame"; readonly frame: LinkFrame };

/** The desktop's end of the numbered link (`src-shared/link/link-contract.ts`). */
export interface HubLink {
  /** Connects and stays connected, with back-off and jitter; asks for the mirror's position at each connect. */
  start(account: HubLinkAccount, position: () => MirrorPosition): void;
  stop(): Promise<void>;
  /** Links and takes the operator's seat from the desktop that has it: the person asked for it. */
  takeOver(): void;
  /** Links anew at once: after sleep. */
  renew(): void;
  /** The network changed: a wait for the next try ends, and a link that stands must answer within a second. */
  prove(): void;
  /** Tells the hub to start the chain again after this number. */
  resume(lastSeq: number): void;
  /** Sends one command and waits for its answer; null when the link went away before it came. */
  send(command: Pick<OutboxCommand, "name" | "input"> & { readonly commandId: CommandId }): Promise<LinkReply | null>;
  onEvent(listener: (event: HubLinkEvent) => void): () => void;
}
