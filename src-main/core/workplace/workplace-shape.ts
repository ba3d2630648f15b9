import type { EventPayloadOf, Handlers } from "../../../src-shared/ipc/define-contract.ts";
import type { Workplace, WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import type { ConversationDesk } from "../conversations/conversation-desk.ts";
import type { HubLinkAccount } from "../ports/hub-link.ts";
import type { MeasuredWindow } from "../quality/call-quality-desk.ts";
import type { ReplyDesk } from "../replies/reply-desk.ts";
import type { ScriptDesk } from "../scripts/script-desk.ts";
import type { SoundDesk } from "../sound/sound-desk.ts";
import type { OperatorDesk } from "./operator-desk.ts";
import type { Painted } from "./workplace-handlers.ts";
import type { WorkplaceChange, WorkplaceFacts } from "./workplace-state.ts";

export type CallTransferred = EventPayloadOf<WorkplaceContract, "calls.transferred">;
export type CallTroubled = EventPayloadOf<WorkplaceContract, "calls.troubled">;

export type Levels = {
  readonly callId: WorkplaceFacts["calls"][number]["callId"];
  readonly you: number;
  readonly customer: number;
};

/** The operator's workplace: one truth for every window, from the hub's mirror, the phone and this desktop itself. */
export type WorkplaceService = {
  /** Shows what was kept, links to the hub, and registers the phone as soon as its account is known. */
  start(account: HubLinkAccount): void;
  stop(): Promise<void>;
  get(): Workplace;
  readonly handlers: Handlers<WorkplaceContract>;
  /** Levels and switches of the sound devices. */
  readonly sound: Pick<SoundDesk, "onLevelled" | "onSwitched">;
  onChanged(listener: (change: WorkplaceChange) => void): () => void;
  onLevelled(listener: (levels: Levels) => void): () => void;
  onMeasured(listener: (measured: MeasuredWindow) => void): () => void;
  onHistoryChanged(listener: () => void): () => void;
  /** Troubles that no command of the window answers for. */
  onTroubled(listener: (told: CallTroubled) => void): () => void;
  /** Which conversation of text is other than before, and who writes or looks on in one, or wrote. */
  readonly conversations: Pick<
    ConversationDesk,
    "opened" | "changed" | "marked" | "received" | "attended" | "transferred" | "pictures"
  >;
  /** When some quick reply is other than before. */
  readonly replies: Pick<ReplyDesk, "changed">;
  /** Which contact's script stands elsewhere than it was shown. */
  readonly scripts: Pick<ScriptDesk, "changed">;
  onTransferred(listener: (told: CallTransferred) => void): () => void;
  onPainted(listener: (painted: Painted) => void): () => void;
  /** What is to be told beside the state. */
  readonly news: Pick<OperatorDesk, "onReminded" | "onRecordingResumed" | "onRefused">;
};
