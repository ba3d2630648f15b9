import { describe, expect, it } from "vitest";
import { endOfBye, endOfCancel, endOfRefusal } from "./call-end.ts";

describe("how a call ended", () => {
  it.each([
    [486, "busy", "remote"],
    [600, "busy", "remote"],
    [603, "rejected", "remote"],
    [480, "no-answer", "remote"],
    [408, "no-answer", "remote"],
    [404, "not-found", "remote"],
    [484, "not-found", "remote"],
    [487, "cancelled", "remote"],
    [488, "failed", "remote"],
    [503, "failed", "network"],
  ] as const)("a refusal with %i is %s by %s", (sipCode, reason, by) => {
    expect(endOfRefusal(sipCode)).toEqual({ by, reason, sipCode });
  });

  it.each([
    [403, ["Q.850;cause=21"], "rejected", "remote"],
    [480, ["Q.850;cause=17"], "busy", "remote"],
    [503, ['Q.850 ;cause=1;text="Unallocated"'], "not-found", "remote"],
    [500, ["Q.850;cause=19"], "no-answer", "remote"],
    [503, ["Q.850;cause=34"], "failed", "network"],
    [403, ["SIP;cause=603"], "failed", "remote"],
    [486, ["Q.850;cause=21"], "busy", "remote"],
  ] as const)(
    "a refusal with %i and the cause %j of the telephone network is %s by %s",
    (sipCode, reasons, reason, by) => {
      expect(endOfRefusal(sipCode, reasons)).toEqual({ by, reason, sipCode });
    },
  );

  it.each([
    [['SIP;cause=200;text="Call completed elsewhere"'], "answered-elsewhere"],
    [["SIP ;cause=408"], "no-answer"],
    [["Q.850;cause=19", "X;cause=1"], "no-answer"],
    [["SIP;cause=487"], "cancelled"],
    [["nonsense"], "cancelled"],
    [[], "cancelled"],
  ])("a CANCEL with %j is %s", (reasons, reason) => {
    expect(endOfCancel(reasons)).toEqual({ by: "remote", reason, sipCode: 487 });
  });

  it("a BYE says whether the person left or their flow was lost", () => {
    expect(endOfBye(['SIP;cause=503;text="Flow lost"'])).toEqual({ by: "network", reason: "failed", sipCode: null });
    expect(endOfBye(["SIP;cause=200"])).toEqual({ by: "remote", reason: "hung-up", sipCode: null });
  });
});
