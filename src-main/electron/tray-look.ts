import type { StatusView } from "../../src-shared/ipc/workplace.ts";

/** How the tray icon looks; one file each in assets/icons. */
export type TrayLook = "online" | "ringing" | "break" | "offline";

/** A phone that is not connected never looks ready, whatever the status says. */
export function trayLook(status: StatusView["status"], isReady: boolean, isRinging: boolean): TrayLook {
  if (isRinging) return "ringing";
  if (!isReady || status === "offline" || status === "not-ready") return "offline";
  return status === "break" ? "break" : "online";
}
