import type { StatusNews } from "../../../src-shared/domain/status-news.ts";
import type { ConversationView } from "../../../src-shared/ipc/conversations.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";

/** What reaches the operator outside the window: system notification, flashing frame. Words are chosen by the adapter. */
export interface Notifier {
  /** A call rings while the window is not in front; the answer takes the notification away. */
  showRinging(call: CallView): () => void;
  /** A text is offered while the window is not in front; the answer takes the notification away. */
  showTextOffer(conversation: ConversationView): () => void;
  /** The customer of a conversation of one's own wrote. What they wrote stays in the window. */
  showMessage(conversation: ConversationView): void;
  /** A call nobody took; calling back is offered, never done by itself. */
  showMissed(call: CallView): void;
  /** «Не беспокоить» has been on since then: new calls are being refused. */
  showDoNotDisturb(sinceMs: number): void;
  /** The operator's status is other than they left it: a break is too long, or somebody or the hub changed it. */
  showStatus(news: StatusNews, setBy: string | null): void;
}
