import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { Asterisk } from "../../support/asterisk/asterisk.ts";

it("a real PBX starts, says who it is, and leaves nothing behind", async () => {
  const asterisk = await Asterisk.start({ accounts: [{ user: "101", password: "secret", media: "webrtc" }] });
  // Its console learns its own words last, after it says that it is up.
  await expect.poll(() => asterisk.console("core show version")).toMatch(/^Asterisk 22\./);
  expect(await asterisk.console("pjsip show endpoint 101")).toContain("callerid");
  const { folder, processId } = asterisk;
  await asterisk.stop();
  expect(existsSync(folder)).toBe(false);
  expect(() => process.kill(processId, 0)).toThrow();
});
