import { describe, expect, it } from "vitest";
import { readCommandLine } from "./command-line.ts";

const plain = {
  isSelfTest: false,
  screenshotFile: null,
  hasTrainingCall: true,
  teamFile: null,
  hasUserDataDir: false,
  remoteHub: null,
  phoneElsewhere: null,
};
const hub = { TANDEM_HUB_URL: "http://127.0.0.1:9000", TANDEM_LOGIN: "anna", TANDEM_SECRET: "correct horse" };

describe("readCommandLine", () => {
  it("is content with nothing, and with Chromium's and Node's switches", () => {
    expect(readCommandLine([], {})).toEqual({ ok: true, value: plain });
    expect(readCommandLine([".", "--inspect=0", "--remote-debugging-port=0", "--no-sandbox"], {})).toEqual({
      ok: true,
      value: plain,
    });
  });

  it("reads its own arguments, a file after = or as the next word", () => {
    const line = ["--self-test", "--no-training-call", "--screenshot=a.png", "--user-data-dir=/x"];
    expect(readCommandLine(line, {})).toEqual({
      ok: true,
      value: { ...plain, isSelfTest: true, hasTrainingCall: false, screenshotFile: "a.png", hasUserDataDir: true },
    });
    expect(readCommandLine(["--screenshot", "b.png", "--team", "t.json"], {})).toMatchObject({
      value: { screenshotFile: "b.png", teamFile: "t.json" },
    });
  });

  it.each([
    [["--tandem-debug"], "unknown argument --tandem-debug"],
    [["--screenshot"], "--screenshot needs a file name"],
    [["--screenshot", "--self-test"], "--screenshot needs a file name"],
    [["--team="], "--team needs a file name"],
    [["--team=a", "--team=b"], "--team stands twice"],
    [["--self-test=1"], "--self-test takes no value"],
  ])("refuses %j", (line, words) => {
    expect(readCommandLine(line, {})).toEqual({ ok: false, code: "bad-command-line", words });
  });

  it("takes a hub elsewhere from the environment, all of it or none", () => {
    expect(readCommandLine([], hub)).toMatchObject({
      ok: true,
      value: { remoteHub: { url: "http://127.0.0.1:9000", login: "anna", secret: "correct horse" } },
    });
    expect(readCommandLine([], { ...hub, TANDEM_SECRET: undefined })).toMatchObject({ ok: false });
    expect(readCommandLine([], { ...hub, TANDEM_HUB_URL: "file:///etc/passwd" })).toMatchObject({ ok: false });
    expect(readCommandLine(["--self-test"], hub)).toMatchObject({ ok: false });
  });

  it("takes a phone on another PBX from the environment", () => {
    const phone = { TANDEM_SIP_SERVER: "ws://127.0.0.1:8088/ws", TANDEM_SIP_USER: "101", TANDEM_SIP_PASSWORD: "x" };
    expect(readCommandLine([], phone)).toMatchObject({
      value: { phoneElsewhere: { user: "101", domain: "127.0.0.1" } },
    });
    expect(readCommandLine([], { ...phone, TANDEM_SIP_USER: undefined })).toMatchObject({ ok: false });
  });

  it("never repeats a secret in its refusal", () => {
    const refusal = JSON.stringify(readCommandLine([], { ...hub, TANDEM_SECRET: "short" }));
    expect(refusal).toContain("TANDEM_SECRET");
    expect(refusal).not.toContain("short");
  });
});
