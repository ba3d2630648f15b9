import { expect, it } from "vitest";
import type { Workplace } from "../../src-shared/ipc/workplace.ts";
import { aCall, aWorkplace } from "../../tests/support/a-workplace.ts";
import { canTakeCalls, trayView } from "./tray-look.ts";

const phone = { state: "ready", sinceMs: 1, retryAtMs: null, failure: null } as const;

it("never looks ready while the phone is not connected; a talk beats the status, a ring beats all", () => {
  const ready = aWorkplace({ phone, media: "ready" });
  const look = (status: Workplace["status"]["status"], change: Partial<Workplace> = {}) =>
    trayView({ ...ready, status: { ...ready.status, status }, ...change }, 0).look;
  expect(look("online")).toBe("online");
  expect(look("online", { phone: { ...phone, state: "waiting" } })).toBe("offline");
  expect(look("break")).toBe("break");
  expect(look("not-ready")).toBe("offline");
  expect(look("offline")).toBe("offline");
  const talk = aCall({ phase: "talking" });
  expect(look("online", { calls: [talk] })).toBe("talk");
  expect(look("break", { calls: [talk, aCall()] })).toBe("ringing");
  expect(look("online", { calls: [{ ...talk, phase: "ended" }] })).toBe("online");
});

it.each(["starting", "no-microphone", "microphone-denied", "gone"] as const)(
  "a registered phone with its media %s takes no calls",
  (media) => {
    expect(canTakeCalls({ phone, media })).toBe(false);
    expect(canTakeCalls({ phone, media: "ready" })).toBe(true);
    expect(canTakeCalls({ phone: { ...phone, state: "waiting" }, media: "ready" })).toBe(false);
  },
);
