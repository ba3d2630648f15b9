import { expect, it } from "vitest";
import { canTakeCalls, trayLook } from "./tray-look.ts";

it("never looks ready while the phone is not connected, and a ringing call beats all", () => {
  expect(trayLook("online", true, false)).toBe("online");
  expect(trayLook("online", false, false)).toBe("offline");
  expect(trayLook("break", true, false)).toBe("break");
  expect(trayLook("not-ready", true, false)).toBe("offline");
  expect(trayLook("offline", true, false)).toBe("offline");
  expect(trayLook("online", true, true)).toBe("ringing");
});

it.each(["starting", "no-microphone", "microphone-denied", "gone"] as const)(
  "a registered phone with its media %s takes no calls",
  (media) => {
    const phone = { state: "ready", sinceMs: 1, retryAtMs: null, failure: null } as const;
    expect(canTakeCalls({ phone, media })).toBe(false);
    expect(canTakeCalls({ phone, media: "ready" })).toBe(true);
    expect(canTakeCalls({ phone: { ...phone, state: "waiting" }, media: "ready" })).toBe(false);
  },
);
