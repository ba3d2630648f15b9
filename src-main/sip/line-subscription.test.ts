import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LineStanding } from "../../src-shared/ipc/colleague-lines.ts";
import { FakeClock } from "../../tests/support/fake-clock.ts";
import { DIALOG_INFO } from "./dialog-info.ts";
import { LineSubscription, type SubscriptionNews } from "./line-subscription.ts";
import { readSubscriptionState } from "./subscription-end.ts";

type Sent = { readonly what: "subscribe" | "refresh" | "end" | "drop"; readonly expiresS: number | null };

function info(states: readonly string[], version = 0, kind = "full"): string {
  const dialogs = states.map((state, index) => `<dialog id="${index}"><state>${state}</state></dialog>`).join("");
  return `<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${version}" state="${kind}" entity="x">${dialogs}</dialog-info>`;
}

function stage() {
  const clock = new FakeClock();
  const sent: Sent[] = [];
  const told: LineStanding[] = [];
  const dialogs: ((news: SubscriptionNews) => void)[] = [];
  const subscription = new LineSubscription({
    clock,
    subscribe: (expiresS, onNews) => {
      sent.push({ what: "subscribe", expiresS });
      dialogs.push(onNews);
      return {
        refresh: (again) => sent.push({ what: "refresh", expiresS: again }),
        end: () => sent.push({ what: "end", expiresS: null }),
        drop: () => sent.push({ what: "drop", expiresS: null }),
      };
    },
    onStanding: (standing) => told.push(standing),
  });
  const hear = (news: SubscriptionNews, dialog = dialogs.length - 1) => dialogs[dialog]?.(news);
  const notify = (header: string, body = "", dialog = dialogs.length - 1) => {
    const is = readSubscriptionState(header);
    if (is) hear({ type: "notified", is, contentType: DIALOG_INFO, body }, dialog);
  };
  const refuse = (statusCode: number, more: { retryAfterS?: number; minExpiresS?: number } = {}) =>
    hear({ type: "refused", statusCode, retryAfterS: more.retryAfterS ?? null, minExpiresS: more.minExpiresS ?? null });
  const count = (what: Sent["what"]) => sent.filter((one) => one.what === what).length;
  return { clock, sent, told, dialogs, subscription, notify, refuse, hear, count };
}

describe("a followed line", () => {
  it("stands as its PBX tells, and unknown before", () => {
    const { subscription, notify, told } = stage();
    subscription.begin();
    notify("active;expires=180", info([]));
    notify("active;expires=170", info(["early"], 1));
    notify("active;expires=160", info(["confirmed"], 2));
    notify("active;expires=150", info(["terminated"], 3));
    expect(told.map(({ state, reason }) => reason ?? state)).toEqual(["asking", "free", "ringing", "talking", "free"]);
  });

  it("is refreshed before its time is over, and unknown when the refresh brings nothing", () => {
    const { subscription, notify, clock, count } = stage();
    subscription.begin();
    notify("active;expires=100", info(["confirmed"]));
    clock.advance(79_999);
    expect(count("refresh")).toBe(0);
    clock.advance(1);
    expect(count("refresh")).toBe(1);
    expect(subscription.standing.state).toBe("talking");
    notify("active;expires=100", info(["confirmed"], 1));
    clock.advance(88_000);
    expect(subscription.standing).toEqual({ state: "unknown", reason: "no-answer" });
    clock.advance(2_000);
    expect(count("subscribe")).toBe(2);
    notify("active;expires=100", info([]));
    expect(subscription.standing.state).toBe("free");
  });

  it("is unknown at once with the own line, and nothing an older dialog says is believed any more", () => {
    const { subscription, notify, clock, dialogs } = stage();
    subscription.begin();
    notify("active", info([]));
    subscription.lose();
    expect(subscription.standing).toEqual({ state: "unknown", reason: "own-line-lost" });
    notify("active", info(["confirmed"], 1));
    expect(subscription.standing.reason).toBe("own-line-lost");
    expect(clock.pendingTimers).toBe(0);
    subscription.begin();
    notify("active", info(["early"]), dialogs.length - 2);
    expect(subscription.standing).toEqual({ state: "unknown", reason: "asking" });
  });

  it.each([
    [404, "not-found", 600_000],
    [403, "forbidden", 600_000],
    [489, "not-supported", 600_000],
    [500, "interrupted", 1_000],
    [408, "no-answer", 1_000],
  ])("refused with %i it says so, and is asked for again later", (statusCode, reason, afterMs) => {
    const { subscription, refuse, clock, count } = stage();
    subscription.begin();
    refuse(statusCode);
    expect(subscription.standing).toEqual({ state: "unknown", reason });
    clock.advance(afterMs - 1);
    expect(count("subscribe")).toBe(1);
    clock.advance(1_001);
    expect(count("subscribe")).toBe(2);
    // While it is asked again nobody learnt more.
    expect(subscription.standing).toEqual({ state: "unknown", reason });
  });

  it("waits as long as it is told to, and takes the longer time a PBX wants", () => {
    const { subscription, refuse, clock, count, sent } = stage();
    subscription.begin();
    refuse(503, { retryAfterS: 40 });
    clock.advance(39_999);
    expect(count("subscribe")).toBe(1);
    clock.advance(1_001);
    expect(count("subscribe")).toBe(2);
    refuse(423, { minExpiresS: 600 });
    expect(sent.at(-1)).toEqual({ what: "subscribe", expiresS: 600 });
    refuse(423, { minExpiresS: 600 });
    expect(subscription.standing.reason).toBe("interrupted");
  });

  it.each([
    ["terminated;reason=rejected", "forbidden", false],
    ["terminated;reason=noresource", "not-found", false],
    ["terminated;reason=deactivated", "interrupted", true],
    ["terminated;reason=timeout;retry-after=500", "interrupted", true],
    ["terminated;reason=giveup;retry-after=500", "interrupted", false],
    ["terminated", "interrupted", true],
  ])("ended by %s", (header, reason, isAgainSoon) => {
    const { subscription, notify, clock, count } = stage();
    subscription.begin();
    notify("active", info([]));
    notify(header);
    expect(subscription.standing).toEqual({ state: "unknown", reason });
    clock.advance(2_000);
    expect(count("subscribe")).toBe(isAgainSoon ? 2 : 1);
  });

  it("asks for the whole when a part is missing, and says when it cannot read what came", () => {
    const { subscription, notify, count } = stage();
    subscription.begin();
    notify("active", info(["confirmed"]));
    notify("active", info(["terminated"], 5, "partial"));
    expect([subscription.standing.state, count("refresh")]).toEqual(["unknown", 1]);
    notify("active", info([], 6));
    expect(subscription.standing.state).toBe("free");
    notify("active", "free");
    expect(subscription.standing).toEqual({ state: "unknown", reason: "unreadable" });
  });

  it("says farewell when nobody wants to know any more", () => {
    const { subscription, notify, clock, count } = stage();
    subscription.begin();
    notify("active", info([]));
    subscription.end();
    expect([count("end"), clock.pendingTimers]).toEqual([1, 0]);
  });

  it("never shows a state that is older than its flow or its time, whatever happens", () => {
    const event = fc.oneof(
      fc.record({ type: fc.constant("begin" as const) }),
      fc.record({ type: fc.constant("lose" as const) }),
      fc.record({ type: fc.constant("advance" as const), ms: fc.nat(200_000) }),
      fc.record({ type: fc.constant("refuse" as const), statusCode: fc.constantFrom(404, 423, 481, 500, 503) }),
      fc.record({
        type: fc.constant("notify" as const),
        header: fc.constantFrom(
          "active;expires=180",
          "active",
          "pending",
          "terminated",
          "terminated;reason=rejected",
          "odd",
        ),
        body: fc.constantFrom(info([]), info(["early"]), info(["confirmed"], 7, "partial"), "", "<a"),
        isOld: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const { subscription, notify, refuse, clock, dialogs } = stage();
        let knownAtMs = Number.NEGATIVE_INFINITY;
        let isRegistered = false;
        for (const one of events) {
          if (one.type === "begin") {
            subscription.begin();
            isRegistered = true;
          } else if (one.type === "lose") {
            subscription.lose();
            isRegistered = false;
          } else if (one.type === "advance") clock.advance(one.ms);
          else if (one.type === "refuse") refuse(one.statusCode);
          else {
            const isCurrent = !one.isOld || dialogs.length === 1;
            notify(one.header, one.body, isCurrent ? dialogs.length - 1 : 0);
            if (isCurrent && one.header.startsWith("active")) knownAtMs = clock.nowMs();
          }
          const isKnown = subscription.standing.state !== "unknown";
          expect(isKnown && !isRegistered).toBe(false);
          // 180 s, refreshed after 144, and 8 for its answer.
          if (isKnown) expect(clock.nowMs() - knownAtMs).toBeLessThanOrEqual(152_000);
          expect(isKnown).toBe(subscription.standing.reason === null);
        }
        subscription.lose();
        expect(clock.pendingTimers).toBe(0);
      }),
    );
  });
});
