import { describe, expect, it } from "vitest";
import { Operator } from "../../src-shared/domain/team.ts";
import { CallId } from "../../src-shared/ids.ts";
import type { CallView } from "../../src-shared/ipc/workplace.ts";
import { aCall, aWorkplace } from "../../tests/support/a-workplace.ts";
import { announcements, homeFace, shownCall } from "./shell-model.ts";

function call(id: string, change: Partial<CallView>): CallView {
  return aCall({ callId: CallId.parse(id), ...change });
}

describe("shownCall", () => {
  const talking = call("talk", { phase: "talking" });
  const held = call("held", { phase: "talking", heldSinceMs: 5 });
  const ended = call("over", { phase: "ended" });

  it("never is a call that only rings", () => {
    expect(shownCall([call("ring", {})], "ring")).toBeNull();
  });

  it("is the chosen one while it lives, else the talk, then the held one, then the ended one", () => {
    expect(shownCall([held, talking], "held")).toBe(held);
    expect(shownCall([held, talking], null)).toBe(talking);
    expect(shownCall([ended, held], null)).toBe(held);
    expect(shownCall([ended], null)).toBe(ended);
    expect(shownCall([ended, talking], "over")).toBe(talking);
  });
});

describe("homeFace", () => {
  const rest = aWorkplace();
  const well = aWorkplace({
    phone: { ...rest.phone, state: "ready" },
    link: { ...rest.link, state: "online" },
    status: { ...rest.status, status: "online" },
  });

  it("says that nobody waits only when that is known", () => {
    expect(homeFace(well)).toBe("calm");
    expect(homeFace({ ...well, link: rest.link })).toBe("blind");
    expect(homeFace({ ...well, phone: rest.phone })).toBe("deaf");
    const writer = Operator.parse({ operatorId: "vera", name: "Вера", extension: "" });
    expect(homeFace({ ...well, phone: rest.phone, operator: writer }), "who has no number misses none").toBe("calm");
    expect(homeFace({ ...well, status: { ...rest.status, status: "break" } })).toBe("break");
    expect(homeFace({ ...well, calls: [aCall()], phone: rest.phone })).toBe("ringing");
  });
});

describe("announcements", () => {
  const kinds = (before: readonly CallView[], now: readonly CallView[]) =>
    announcements(before, now).map(({ kind }) => kind);
  const talk = call("a", { phase: "talking" });

  it("tells of rings, talks and ends once", () => {
    const ringing = call("a", {});
    expect(kinds([], [ringing])).toEqual(["ringing"]);
    expect(kinds([ringing], [ringing])).toEqual([]);
    expect(kinds([ringing], [talk])).toEqual(["talking"]);
    expect(kinds([talk], [{ ...talk, phase: "ended" }])).toEqual(["ended"]);
  });

  it("tells of hold, microphone and sound in a talk", () => {
    expect(kinds([talk], [{ ...talk, heldSinceMs: 1 }])).toEqual(["hold"]);
    expect(kinds([{ ...talk, heldSinceMs: 1 }], [talk])).toEqual(["resumed"]);
    expect(kinds([talk], [{ ...talk, isMuted: true }])).toEqual(["muted"]);
    expect(kinds([talk], [{ ...talk, media: "silent" }])).toEqual(["silent"]);
    expect(kinds([{ ...talk, media: "silent" }], [{ ...talk, media: "flowing" }])).toEqual([]);
  });
});
