import { type NotificationData, notifications } from "@mantine/notifications";
import { NOTICE_MESSAGE_LIMIT, NOTICE_TITLE_LIMIT } from "../../src-shared/domain/notice-limits.ts";
import type { NoticeAction, NoticeTone } from "../../src-shared/ipc/notices.ts";
import { ask } from "./ask.ts";
import { setNoticeCentreOpen, useNoticeCentre } from "./notice-centre.ts";
import { useWorkplaceStore } from "./workplace-store.ts";

const NEWS_MS = 6000;

type Toast = {
  readonly id: string;
  readonly title: string;
  readonly message: string;
  readonly closeLabel: string;
  readonly tone?: "calm" | "danger";
  /** What can be done about it, offered in the notification centre. */
  readonly action?: NoticeAction;
  /** It concerns no talk: while there is one it waits in the notification centre. */
  readonly mayWait?: true;
};

/** A toast that says what went wrong (or what to know) and stays until it is closed; the same one is not shown twice. */
export function showToast({ tone = "danger", ...toast }: Toast): void {
  tell(toast, tone, { autoClose: false, role: tone === "danger" ? "alert" : "status" });
}

/** A toast that says what changed by itself and what holds now; it goes after a while, and the next one replaces it. */
export function showNotice(toast: Toast): void {
  notifications.hide(toast.id);
  tell(toast, "warn", { autoClose: 10_000, role: "alert" });
}

/** A toast that tells of something that went well and goes by itself; an earlier one about the same is true no more. */
export function showNews(toast: Toast): void {
  notifications.hide(toast.id);
  tell(toast, "good", { autoClose: NEWS_MS, role: "status" });
}

/** Opens the notification centre; the toasts are there too, and would only lie over it. */
export function openNoticeCentre(): void {
  notifications.clean();
  setNoticeCentreOpen(true);
}

/** Each toast goes to the notification centre; closed by hand it was seen. */
function tell(toast: Toast, tone: NoticeTone, how: Pick<NotificationData, "autoClose" | "role">): void {
  const { id, title, message, closeLabel, action = null } = toast;
  const kept = ask("notices.tell", {
    tone,
    title: title.slice(0, NOTICE_TITLE_LIMIT),
    message: message.slice(0, NOTICE_MESSAGE_LIMIT),
    action,
    concern: null,
  });
  if (useNoticeCentre.getState().isOpen || (toast.mayWait && isTalking())) return;
  const see = async (): Promise<void> => {
    const answer = await kept;
    if (answer.ok) await ask("notices.see", { seqs: [answer.value.seq] });
  };
  notifications.show({
    ...how,
    id,
    title,
    message,
    "data-tone": tone,
    closeButtonProps: { "aria-label": closeLabel, onClick: () => void see() },
  });
}

function isTalking(): boolean {
  const { calls } = useWorkplaceStore.getState().workplace ?? { calls: [] };
  return calls.some(({ phase }) => phase !== "ended");
}
