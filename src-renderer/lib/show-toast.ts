import { notifications } from "@mantine/notifications";

type Toast = { readonly id: string; readonly title: string; readonly message: string; readonly closeLabel: string };

/** A toast that says what went wrong and stays until it is closed; the same one is not shown twice. */
export function showToast({ id, title, message, closeLabel }: Toast): void {
  notifications.show({
    id,
    title,
    message,
    autoClose: false,
    role: "alert",
    "data-tone": "danger",
    closeButtonProps: { "aria-label": closeLabel },
  });
}
