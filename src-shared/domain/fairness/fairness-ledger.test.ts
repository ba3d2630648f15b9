import { describe, expect, it } from "vitest";
import type { LogEvent, NewEvent } from "../../events/log-event.ts";
import { InteractionId, OfferId, OperatorId, QueueId } from "../../ids.ts";
import { foldInteraction, type Interaction, isInteractionEvent } from "../interaction.ts";
import { type FairnessEntry, FairnessLedger, joinEntries, NO_COUNTS } from "./fairness-ledger.ts";
import { fairnessReport, ownFairness } from "./fairness-report.ts";

const HOUR_MS = 3_600_000;
const [anna, boris] = ["anna", "boris"].map((id) => OperatorId.parse(id)) as [OperatorId, OperatorId];
const support = QueueId.parse("support");
const interactionId = InteractionId.parse("c-1");

type Step = readonly [atMs: number, event: Pick<NewEvent, "type" | "payload">];

function follow(steps: readonly Step[]): readonly FairnessEntry[] {
  const ledger = new FairnessLedger({ presences: [], unclosed: [], dialler: () => null });
  let after: Interaction | undefined;
  return joinEntries(
    steps.flatMap(([atMs, step], index) => {
      const event = { ...step, seq: index + 1, atMs, actor: "system" } as LogEvent;
      if (isInteractionEvent(event)) after = foldInteraction(after, event);
      return ledger.follow(event, after);
    }),
  );
}

const comesOnline = (operatorId: OperatorId, atMs: number): readonly Step[] => [
  [atMs, { type: "operator.phone-changed", payload: { operatorId, registered: true } }],
  [atMs, { type: "operator.desktop-changed", payload: { operatorId, linked: true } }],
  [
    atMs,
    {
      type: "operator.status-changed",
      payload: { operatorId, status: "online", reason: null, limitMs: null, by: "operator" },
    },
  ],
];
const waits = (atMs: number): readonly Step[] => [
  [
    atMs,
    {
      type: "interaction.created",
      payload: {
        interactionId,
        channel: "voice",
        direction: "in",
        customer: { address: "+79000000000", name: null },
        dialled: "700",
        queueId: support,
        operatorId: null,
      },
    },
  ],
  [atMs, { type: "interaction.queued", payload: { interactionId, queueId: support } }],
];
const rings = (operatorId: OperatorId, atMs: number): Step => [
  atMs,
  {
    type: "interaction.offered",
    payload: {
      interactionId,
      offerId: OfferId.parse(`to-${operatorId}`),
      operatorId,
      reasons: [{ code: "round-robin" }],
      ringUntilMs: atMs + 1,
    },
  },
];

describe("FairnessLedger", () => {
  it("counts offers and how they ended, and idle time by the hour without rings", () => {
    const offerId = OfferId.parse("to-anna");
    const entries = follow([
      ...comesOnline(anna, HOUR_MS - 1000),
      ...waits(HOUR_MS + 4000),
      rings(anna, HOUR_MS + 5000),
      [
        HOUR_MS + 9000,
        {
          type: "interaction.offer-ended",
          payload: { interactionId, offerId, operatorId: anna, outcome: "no-answer" },
        },
      ],
      rings(boris, HOUR_MS + 9000),
      [HOUR_MS + 9500, { type: "interaction.accepted", payload: { interactionId, operatorId: boris } }],
      [
        HOUR_MS + 12_000,
        {
          type: "operator.status-changed",
          payload: { operatorId: anna, status: "offline", reason: null, limitMs: null, by: "operator" },
        },
      ],
    ]);
    const row = (operatorId: OperatorId, queueId: QueueId | null, hourMs: number, more: Partial<FairnessEntry>) => ({
      ...NO_COUNTS,
      hourMs,
      operatorId,
      queueId,
      ...more,
    });
    expect(entries).toEqual([
      row(anna, support, HOUR_MS, { offers: 1, missed: 1 }),
      row(anna, null, 0, { idleMs: 1000 }),
      row(anna, null, HOUR_MS, { idleMs: 5000 + 3000 }),
      row(boris, support, HOUR_MS, { offers: 1, taken: 1, voice: 1 }),
    ]);
  });
});

describe("fairnessReport", () => {
  const entry = (operatorId: OperatorId, hour: number, taken: number): FairnessEntry => ({
    ...NO_COUNTS,
    hourMs: hour * HOUR_MS,
    operatorId,
    queueId: support,
    offers: taken + 1,
    taken,
    missed: 1,
    voice: taken,
  });

  it("sums hours, shares by queue and in all, and gives an operator only their own row", () => {
    const period = { fromMs: HOUR_MS, toMs: 3 * HOUR_MS };
    const idle: FairnessEntry = { ...NO_COUNTS, hourMs: HOUR_MS, operatorId: anna, queueId: null, idleMs: 700 };
    const report = fairnessReport(
      [entry(anna, 0, 9), entry(anna, 1, 2), entry(anna, 2, 1), entry(boris, 2, 1), idle],
      period,
    );
    expect(report.team).toEqual({ operators: 2, meanTaken: 2, spread: 1 });
    expect(report.operators).toEqual([
      expect.objectContaining({ operatorId: anna, offers: 5, taken: 3, missed: 2, idleMs: 700, share: 0.75 }),
      expect.objectContaining({ operatorId: boris, offers: 2, taken: 1, missed: 1, idleMs: 0, share: 0.25 }),
    ]);
    expect(report.operators[0]?.queues).toEqual([
      { queueId: support, offers: 5, taken: 3, missed: 2, refused: 0, claimed: 0, voice: 3, text: 0, share: 0.75 },
    ]);
    expect(ownFairness(report, boris)).toEqual({ ...report, operators: [report.operators[1]] });
    expect(fairnessReport([], period)).toEqual({
      ...period,
      team: { operators: 0, meanTaken: 0, spread: null },
      operators: [],
    });
  });
});
