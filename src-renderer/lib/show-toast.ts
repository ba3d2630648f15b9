import { notifications } from "@mantine/notifications";

const NEWS_MS = 6000;

type Toast = {
  readonly id: string;
  readonly title: string;
  readonly message: string;
  readonly closeLabel: string;
  readonly tone?: "calm" | "danger";
};

/** A toast that says what went wrong (or what to know) and stays until it is closed; the same one is not shown twice. */
export function showToast({ id, title, message, closeLabel, tone = "danger" }: Toast): void {
  notifications.show({
    id,
    title,
    message,
    autoClose: false,
    role: tone === "danger" ? "alert" : "status",
    "data-tone": tone,
    closeButtonProps: { "aria-label": closeLabel },
  });
}

/** A toast that says what changed by itself and what holds now; it goes after a while, and the next one replaces it. */
export function showNotice({ id, title, message, closeLabel }: Toast): void {
  notifications.hide(id);
  notifications.show({
    id,
    title,
    message,
    autoClose: 10_000,
    role: "alert",
    "data-tone": "warn",
    closeButtonProps: { "aria-label": closeLabel },
  });
}

/** A toast that tells of something that went well and goes by itself. */
export function showNews({ id, title, message, closeLabel }: Toast): void {
  notifications.show({
    id,
    title,
    message,
    autoClose: NEWS_MS,
    role: "status",
    "data-tone": "good",
    closeButtonProps: { "aria-label": closeLabel },
  });
}
