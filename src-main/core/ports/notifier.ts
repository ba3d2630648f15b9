import type { CallView, StatusView } from "../../../src-shared/ipc/workplace.ts";

/** What reaches the operator outside the window: system notification, tray, flashing frame. Words are chosen by the adapter. */
export interface Notifier {
  /** A call rings while the window is not in front; the answer takes the notification away. */
  showRinging(call: CallView): () => void;
  showStatus(status: StatusView, isReady: boolean): void;
}
