import { expect, it } from "vitest";
import { trayLook } from "./tray-look.ts";

it("never looks ready while the phone is not connected, and a ringing call beats all", () => {
  expect(trayLook("online", true, false)).toBe("online");
  expect(trayLook("online", false, false)).toBe("offline");
  expect(trayLook("break", true, false)).toBe("break");
  expect(trayLook("not-ready", true, false)).toBe("offline");
  expect(trayLook("offline", true, false)).toBe("offline");
  expect(trayLook("online", true, true)).toBe("ringing");
});
