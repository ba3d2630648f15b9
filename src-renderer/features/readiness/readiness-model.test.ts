import { describe, expect, it } from "vitest";
import type { PhoneState } from "../../../src-shared/ipc/workplace.ts";
import { bannerCode, offlineWords, type Parts, waitSeconds, worstLine } from "./readiness-model.ts";

const ready: Parts = {
  phone: { state: "ready", sinceMs: 0, retryAtMs: null, failure: null },
  hasPhone: true,
  lines: [],
  link: { state: "online", sinceMs: 0, dataAtMs: 0, refusal: null },
  media: "ready",
  preflight: null,
  input: "alive",
  isWorking: true,
};
const offline: Parts["link"] = { state: "offline", sinceMs: 0, dataAtMs: 0, refusal: null };
const waiting: PhoneState = { state: "waiting", sinceMs: 1000, retryAtMs: 20_000, failure: "server-unreachable" };

describe("worstLine", () => {
  it("is nothing only when phone, link and sound are all proved", () => {
    expect(worstLine(ready)).toBeNull();
    expect(worstLine({ ...ready, media: "starting" })?.code).toBe("media-starting");
    expect(worstLine({ ...ready, link: { ...offline, state: "connecting" } })?.code).toBe("link-connecting");
    expect(worstLine({ ...ready, phone: { ...ready.phone, state: "off" } })?.code).toBe("phone-off");
  });

  it("finds no fault with a phone that nobody was given, nor with the sound nobody needs then", () => {
    const writer: Parts = {
      ...ready,
      hasPhone: false,
      phone: { ...ready.phone, state: "off" },
      media: "no-microphone",
    };
    expect(worstLine(writer)).toBeNull();
    expect(bannerCode(writer)).toBeNull();
    expect(worstLine({ ...writer, link: offline })?.code).toBe("link-offline");
    expect(bannerCode({ ...writer, link: offline })).toBe("offline");
    expect(offlineWords({ ...writer, link: offline }, false)).toBe("messages");
  });

  it("puts what is broken before what is on its way, and the phone before the rest", () => {
    const connecting = { ...ready.phone, state: "connecting" as const };
    expect(worstLine({ ...ready, phone: connecting, media: "no-microphone" })?.code).toBe("no-microphone");
    expect(worstLine({ ...ready, phone: waiting, link: offline })?.code).toBe("unreachable");
  });

  it("is what the last check heard, or did not, of devices that are there", () => {
    const preflight: Parts["preflight"] = {
      startedAtMs: 1,
      finishedAtMs: 2,
      link: "good",
      phone: "good",
      microphone: { verdict: "bad", problem: "dead", label: null, levelDb: -100 },
      headphones: { verdict: "good", problem: null, label: null },
      echo: { verdict: "good", problem: null, roundTripMs: 1, lossPercent: 0, levelDb: -12 },
    };
    expect(worstLine({ ...ready, input: "unknown", preflight })).toMatchObject({
      tone: "bad",
      code: "microphone-dead",
    });
    expect(worstLine({ ...ready, preflight }), "it was heard since").toBeNull();
    const headphones = { verdict: "bad", problem: "not-heard", label: null } as const;
    const microphone = { verdict: "unsure", problem: "quiet", label: null, levelDb: -70 } as const;
    expect(worstLine({ ...ready, preflight: { ...preflight, microphone } })).toBeNull();
    expect(worstLine({ ...ready, preflight: { ...preflight, microphone, headphones } })?.code).toBe(
      "headphones-silent",
    );
  });

  it("is green on the line only with a microphone that gave sound", () => {
    expect(worstLine({ ...ready, input: "unknown" })).toMatchObject({ tone: "mid", code: "media-unproved" });
    expect(worstLine({ ...ready, input: "unknown", isWorking: false })).toBeNull();
    expect(worstLine({ ...ready, input: "silent" })).toMatchObject({ tone: "bad", code: "microphone-silent" });
    expect(worstLine({ ...ready, input: "muted" })).toMatchObject({ tone: "bad", code: "microphone-muted" });
    expect(worstLine({ ...ready, media: "no-microphone", input: "silent" })?.code).toBe("no-microphone");
  });

  it("keeps saying why while a new try goes on", () => {
    const trying = { ...waiting, state: "connecting" as const, retryAtMs: null };
    expect(worstLine({ ...ready, phone: trying })?.code).toBe("unreachable");
  });
});

describe("waitSeconds", () => {
  it("counts the silence up and the next try down", () => {
    const line = worstLine({ ...ready, phone: waiting });
    expect(line && waitSeconds(line, 15_000)).toEqual({ silent: 14, retry: 5 });
    expect(line && waitSeconds(line, 21_000)).toEqual({ silent: 20, retry: null });
  });
});

describe("banner", () => {
  it("is one, the gravest", () => {
    expect(bannerCode(ready)).toBeNull();
    expect(bannerCode({ ...ready, link: offline, media: "no-microphone" })).toBe("no-microphone");
    expect(bannerCode({ ...ready, link: offline, input: "silent" })).toBe("microphone-silent");
    expect(bannerCode({ ...ready, input: "muted" })).toBe("microphone-muted");
    expect(bannerCode({ ...ready, input: "muted", isWorking: false })).toBeNull();
    expect(bannerCode({ ...ready, link: offline, media: "gone" })).toBe("offline");
    expect(bannerCode({ ...ready, phone: { ...waiting, state: "refused", failure: "wrong-password" } })).toBe(
      "wrong-password",
    );
    expect(bannerCode({ ...ready, phone: { ...waiting, state: "refused", failure: "server-refused" } })).toBe(
      "phone-refused",
    );
  });

  it("says what still works without the link", () => {
    expect(offlineWords({ ...ready, link: offline }, true)).toBe("talk");
    expect(offlineWords({ ...ready, link: offline }, false)).toBe("phone");
    expect(offlineWords({ ...ready, link: offline, phone: waiting }, false)).toBe("all");
  });
});
