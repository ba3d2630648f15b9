import { isDoNotDisturb } from "../../src-shared/domain/do-not-disturb.ts";
import type { StatusView, Workplace } from "../../src-shared/ipc/workplace.ts";

/** How the tray icon looks; one file each in assets/icons. */
export type TrayLook = "online" | "ringing" | "talk" | "break" | "offline";

/** What of the workplace the tray shows. */
export type TrayView = {
  readonly look: TrayLook;
  readonly status: StatusView["status"];
  readonly isDoNotDisturb: boolean;
  readonly isReady: boolean;
  readonly ringing: Workplace["calls"][number] | null;
  readonly talk: Workplace["calls"][number] | null;
  readonly missed: number;
  readonly breakReasons: Workplace["breakReasons"];
  readonly locale: Workplace["preferences"]["locale"];
};

/** Whether a call could be taken now: the phone is registered, and there is an ear and a voice for it. */
export function canTakeCalls({ phone, media }: Pick<Workplace, "phone" | "media">): boolean {
  return phone.state === "ready" && media === "ready";
}

export function trayView(workplace: Workplace, missed: number): TrayView {
  const { calls, status, breakReasons, preferences } = workplace;
  const ringing = calls.find(({ phase }) => phase === "ringing") ?? null;
  const talk = calls.find(({ phase }) => phase !== "ringing" && phase !== "ended" && phase !== "ending") ?? null;
  const isReady = canTakeCalls(workplace);
  const look = ringing ? "ringing" : talk ? "talk" : trayLook(status.status, isReady);
  return {
    look,
    status: status.status,
    isDoNotDisturb: isDoNotDisturb(status),
    isReady,
    ringing,
    talk,
    missed,
    breakReasons,
    locale: preferences.locale,
  };
}

/** A phone that is not connected never looks ready, whatever the status says. */
function trayLook(status: StatusView["status"], isReady: boolean): TrayLook {
  if (!isReady || status === "offline" || status === "not-ready") return "offline";
  return status === "break" ? "break" : "online";
}
