import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerTerm } from "./answer-term.ts";
import { cardWithoutCustomer } from "./callback/call-back-card.ts";
import { QueueRules } from "./distribution/queue-rules.ts";

const CAME = 1_000_000;
const call = { channel: "voice", createdAtMs: CAME, acceptedAtMs: null };

describe("the term of a contact that waits", () => {
  it("is the threshold of its queue from the moment it came, another for what is written", () => {
    const rules = QueueRules.parse({ voice: { answerWithinMs: 30_000 }, text: { answerWithinMs: 90_000 } });
    expect(answerTerm(call, rules)).toEqual({ fromMs: CAME, dueMs: CAME + 30_000 });
    expect(answerTerm({ ...call, channel: "site-call" }, rules)?.dueMs).toBe(CAME + 30_000);
    expect(answerTerm({ ...call, channel: "telegram" }, rules)?.dueMs).toBe(CAME + 90_000);
  });

  it("is 20 s of a call and 2 min of a text where the queue says nothing", () => {
    expect(answerTerm(call, undefined)?.dueMs).toBe(CAME + 20_000);
    expect(answerTerm({ ...call, channel: "chat" }, QueueRules.parse({}))?.dueMs).toBe(CAME + 120_000);
  });

  it("is the time the customer chose for a call-back, also when it came long before", () => {
    const window = { fromMs: CAME + 60_000, toMs: CAME + 120_000 };
    const callBack = cardWithoutCustomer({ ...window, timeZone: null, page: null, topic: null, comment: null });
    expect(answerTerm({ ...call, channel: "callback", callBack }, undefined)).toEqual({
      fromMs: CAME + 60_000,
      dueMs: CAME + 120_000,
    });
  });

  it("is none when somebody talked to the customer before", () => {
    expect(answerTerm({ ...call, acceptedAtMs: CAME + 5 }, undefined)).toBeNull();
  });

  it("never ends before it begins", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 86_400_000 }),
        fc.constantFrom("voice", "chat"),
        (answerWithinMs, channel) => {
          const rules = QueueRules.parse({ voice: { answerWithinMs }, text: { answerWithinMs } });
          const term = answerTerm({ ...call, channel }, rules);
          expect((term?.dueMs ?? 0) - (term?.fromMs ?? 0)).toBe(answerWithinMs);
        },
      ),
    );
  });
});
