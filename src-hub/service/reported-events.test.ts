import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  foldInteraction,
  type Interaction,
  isInteractionEvent,
  mayFollow,
} from "../../src-shared/domain/interaction.ts";
import { ReportedCall } from "../../src-shared/domain/reported-call.ts";
import type { InteractionResult, LogEvent } from "../../src-shared/events/log-event.ts";
import { OfferId } from "../../src-shared/ids.ts";
import { anna } from "../../tests/support/an-interaction.ts";
import { reportedEvents } from "./reported-events.ts";

const START_MS = Date.UTC(2026, 10, 2, 9, 0, 0);

/** What happened to a call, with the reports that tell of it; `isLost`: that report never reached the hub. */
type Fact = { readonly afterMs: number; readonly what: "answered" | "held" | "resumed"; readonly isLost: boolean };

const facts = fc.array(
  fc.record({
    afterMs: fc.integer({ min: 1, max: 60_000 }),
    what: fc.constantFrom("answered" as const, "held" as const, "resumed" as const),
    isLost: fc.boolean(),
  }),
  { maxLength: 12 },
);
const end = fc.record({
  afterMs: fc.integer({ min: 1, max: 60_000 }),
  talk: fc.constantFrom<InteractionResult>("answered", "interrupted"),
  ring: fc.constantFrom<InteractionResult>("no-answer", "declined", "busy", "abandoned", "cancelled", "failed"),
  wasTransferred: fc.boolean(),
});
const direction = fc.constantFrom("in" as const, "out" as const);

function lifeOf(way: "in" | "out", told: readonly Fact[], ends: Ending): readonly Report[] {
  let atMs = START_MS;
  let call: ReportedCall = ReportedCall.parse({
    interactionId: "call-1",
    direction: way,
    customer: { address: "+79990001122", name: null },
    dialled: "101",
    createdAtMs: atMs,
    answeredAtMs: null,
    hold: null,
    heldTotalMs: 0,
    end: null,
  });
  const reports: Report[] = [{ call, atMs, isLost: false }];
  for (const { what, afterMs, isLost } of told) {
    atMs += afterMs;
    if (what === "answered" && call.answeredAtMs === null) call = { ...call, answeredAtMs: atMs };
    else if (call.answeredAtMs === null) continue;
    else if (what === "held" && !call.hold) call = { ...call, hold: { sinceMs: atMs, by: "operator" } };
    else if (what === "resumed" && call.hold)
      call = { ...call, hold: null, heldTotalMs: call.heldTotalMs + atMs - call.hold.sinceMs };
    else continue;
    reports.push({ call, atMs, isLost });
  }
  atMs += ends.afterMs;
  const heldMs = call.hold ? atMs - call.hold.sinceMs : 0;
  const result = call.answeredAtMs === null ? ends.ring : ends.talk;
  const { wasTransferred } = ends;
  const over = { atMs, endedBy: "customer", result, wasTransferred, quality: null } as const;
  call = { ...call, hold: null, heldTotalMs: call.heldTotalMs + heldMs, end: over };
  return [...reports, { call, atMs, isLost: false }];
}

type Ending = { afterMs: number; talk: InteractionResult; ring: InteractionResult; wasTransferred: boolean };
type Report = { readonly call: ReportedCall; readonly atMs: number; readonly isLost: boolean };

/** A log that takes reports, each so much later than its fact, and refuses what may not follow. */
class Log {
  interaction: Interaction | undefined;
  readonly events: LogEvent[] = [];

  take(call: ReportedCall, nowMs: number): number {
    const offerId = OfferId.parse(`offer-${this.events.length}`);
    const fresh = reportedEvents(this.interaction, call, { operatorId: anna, offerId, nowMs });
    for (const made of fresh) {
      const event = { ...made, seq: this.events.length + 1, atMs: nowMs } as LogEvent;
      this.events.push(event);
      if (!isInteractionEvent(event)) continue;
      const step = event;
      expect(mayFollow(this.interaction?.state, step.type), `${step.type} after ${this.interaction?.state}`).toBe(true);
      this.interaction = foldInteraction(this.interaction, step);
    }
    return fresh.length;
  }
}

const outline = ({ createdAtMs, acceptedAtMs, endedAtMs, heldTotalMs, result, endedBy, state }: Interaction) => ({
  createdAtMs,
  acceptedAtMs,
  endedAtMs,
  heldTotalMs,
  result,
  endedBy,
  state,
});

describe("a call that is told of", () => {
  it("stands in the log as it was, whichever reports are lost, late or doubled", () => {
    fc.assert(
      fc.property(direction, facts, end, fc.nat({ max: 3_600_000 }), (way, told, ends, lateMs) => {
        const reports = lifeOf(way, told, ends);
        const last = reports.at(-1);
        const log = new Log();
        for (const { call, atMs, isLost } of reports) {
          if (isLost) continue;
          log.take(call, atMs + lateMs);
          expect(log.take(call, atMs + lateMs), "told twice").toBe(0);
        }
        if (!last || !log.interaction) throw new Error("no story");
        const { createdAtMs, answeredAtMs, heldTotalMs, end: over } = last.call;
        expect(outline(log.interaction)).toEqual({
          createdAtMs,
          acceptedAtMs: answeredAtMs,
          endedAtMs: over?.atMs,
          heldTotalMs,
          result: over?.result,
          endedBy: "customer",
          state: "closed",
        });
        expect(log.interaction.offers.every(({ outcome }) => outcome !== null)).toBe(true);
        expect(log.interaction.reportedBy).toBe(anna);
      }),
      { numRuns: 400 },
    );
  });

  it("never lies in the future, whatever is told", () => {
    const time = fc.integer({ min: 0, max: START_MS * 2 });
    const wild = fc.record({
      createdAtMs: time,
      answeredAtMs: fc.option(time),
      hold: fc.option(fc.record({ sinceMs: time, by: fc.constantFrom("operator" as const, "customer" as const) })),
      heldTotalMs: time,
      isOver: fc.boolean(),
      endAtMs: time,
    });
    fc.assert(
      fc.property(direction, fc.array(wild, { minLength: 1, maxLength: 6 }), (way, stories) => {
        const log = new Log();
        const [first] = lifeOf(way, [], { afterMs: 1, talk: "answered", ring: "failed", wasTransferred: false });
        if (!first) throw new Error("no story");
        for (const { isOver, endAtMs, ...change } of stories) {
          const over = { atMs: endAtMs, endedBy: "system", result: "interrupted", wasTransferred: true, quality: null };
          log.take(ReportedCall.parse({ ...first.call, ...change, end: isOver ? over : null }), START_MS);
          const { createdAtMs, acceptedAtMs, endedAtMs, heldSinceMs } = log.interaction ?? {};
          for (const atMs of [createdAtMs, acceptedAtMs, endedAtMs, heldSinceMs])
            expect(atMs ?? 0).toBeLessThanOrEqual(START_MS);
          expect(acceptedAtMs ?? START_MS).toBeGreaterThanOrEqual(createdAtMs ?? 0);
        }
      }),
      { numRuns: 400 },
    );
  });
});
