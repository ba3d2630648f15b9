import type { StatusView, Workplace } from "../../src-shared/ipc/workplace.ts";

/** How the tray icon looks; one file each in assets/icons. */
export type TrayLook = "online" | "ringing" | "break" | "offline";

/** Whether a call could be taken now: the phone is registered, and there is an ear and a voice for it. */
export function canTakeCalls({ phone, media }: Pick<Workplace, "phone" | "media">): boolean {
  return phone.state === "ready" && media === "ready";
}

/** A phone that is not connected never looks ready, whatever the status says. */
export function trayLook(status: StatusView["status"], isReady: boolean, isRinging: boolean): TrayLook {
  if (isRinging) return "ringing";
  if (!isReady || status === "offline" || status === "not-ready") return "offline";
  return status === "break" ? "break" : "online";
}
