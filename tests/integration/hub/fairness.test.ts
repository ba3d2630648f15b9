import { afterAll, afterEach, describe, expect, it } from "vitest";
import { Directory } from "../../../src-hub/accounts/directory.ts";
import type { HubDatabase } from "../../../src-hub/db/schema.ts";
import { EventLog } from "../../../src-hub/log/event-log.ts";
import { projectFairness } from "../../../src-hub/log/fairness-projection.ts";
import { readFairness, readTakenSince } from "../../../src-hub/log/fairness-store.ts";
import { readFairnessReport } from "../../../src-hub/service/fairness-reader.ts";
import { FairnessLedger, joinEntries } from "../../../src-shared/domain/fairness/fairness-ledger.ts";
import { FairnessReport } from "../../../src-shared/domain/fairness/fairness-report.ts";
import { foldInteraction, type Interaction, isInteractionEvent } from "../../../src-shared/domain/interaction.ts";
import type { Role } from "../../../src-shared/domain/rights.ts";
import type { LogEvent, NewEvent } from "../../../src-shared/events/log-event.ts";
import { OperatorId } from "../../../src-shared/ids.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { randomLog } from "../../support/random-log.ts";
import { CUSTOMER, lev, marina, TEAM, TestHub } from "./support/a-hub.ts";
import { ENGINES, Stores } from "./support/stores.ts";

const stores = new Stores();
afterAll(() => stores.stop());

const ALL = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
const byKey = (left: { hourMs: number; operatorId: string; queueId: string | null }, right: typeof left) =>
  left.hourMs - right.hourMs ||
  left.operatorId.localeCompare(right.operatorId) ||
  (left.queueId ?? "").localeCompare(right.queueId ?? "");

/** The ledger as the events alone make it. */
function ledgerOf(events: readonly LogEvent[]) {
  const ledger = new FairnessLedger({ presences: [], unclosed: [], dialler: () => null });
  const folded = new Map<string, Interaction>();
  const entries = events.flatMap((event) => {
    if (!isInteractionEvent(event)) return ledger.follow(event, undefined);
    const { interactionId } = event.payload;
    const after = foldInteraction(folded.get(interactionId), event);
    if (after) folded.set(interactionId, after);
    return ledger.follow(event, after);
  });
  return joinEntries(entries);
}

/** Who may read the team's ledger gets everybody's row, and anybody else the same row of their own. */
async function expectOneFunctionForAll(db: HubDatabase): Promise<void> {
  const [head] = await readFairness(db, ALL);
  if (!head) throw new Error("the ledger is empty");
  const input = { fromMs: head.hourMs, toMs: head.hourMs + 90 * 86_400_000 };
  const read = async (operatorId: OperatorId, role: Role) =>
    FairnessReport.parse(await readFairnessReport(db, { operatorId, role }, input));
  const team = await read(OperatorId.parse("chief"), "supervisor");
  expect(team.operators.length).toBeGreaterThan(1);
  expect(team.operators.reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeCloseTo(1);
  for (const row of team.operators)
    expect(await read(row.operatorId, "operator")).toEqual({ ...team, operators: [row] });
}

describe.each(ENGINES)("the ledger of fairness on %s", (engine) => {
  it("is what the log makes of it, and counts each offer once", async () => {
    const db = await (await stores.place(engine)).open();
    const clock = new FakeClock();
    const log = await EventLog.open(db, clock);
    await projectFairness(db, log, new Directory(TEAM, []));
    for (const seed of [21, 22, 23])
      for (const event of randomLog({ interactions: 30, seed })) {
        clock.advance(180_000);
        const { type, payload, actor } = event;
        await log.append([{ type, payload, actor } as NewEvent]);
      }
    const events = await log.read(0, 100_000);
    const stored = [...(await readFairness(db, ALL))].sort(byKey);
    expect(stored).toEqual([...ledgerOf(events)].sort(byKey));
    await expectOneFunctionForAll(db);
    const total = stored.reduce((sum, { offers }) => sum + offers, 0);
    expect(total).toBeGreaterThan(20);
    for (const { taken, claimed, voice, text } of stored) expect(voice + text).toBe(taken + claimed);
    const taken = await readTakenSince(db, 0);
    expect([...taken.values()].reduce((sum, one) => sum + one, 0)).toBe(
      stored.reduce((sum, entry) => sum + entry.taken, 0),
    );
    await db.destroy();
  });
});

describe("who reads the ledger", () => {
  let test: TestHub;
  afterEach(() => test.stop());

  it("an operator finds their own row and the team's numbers", async () => {
    test = await TestHub.start();
    await test.putOnline(marina, lev);
    for (const answers of [true, false, true]) {
      const callId = test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled: "700" });
      if (!answers) test.telephony.ringFails((await test.ringing()).offerId, "declined");
      test.telephony.answer((await test.ringing()).offerId);
      await test.settle();
      test.clock.advance(60_000);
      test.telephony.callerLeaves(callId);
      await test.settle();
      test.clock.advance(5000);
    }
    const toMs = test.clock.nowMs() + 3_600_000;
    const read = async (operatorId: typeof marina) => {
      const input = { fromMs: toMs - 86_400_000, toMs };
      const reply = await test.hub.service.query(operatorId, { name: "fairness.read", input });
      if (!reply.ok) throw new Error(reply.code);
      return FairnessReport.parse(reply.value);
    };
    const offers = (await test.interactions()).flatMap((interaction) => interaction.offers);
    for (const operatorId of [marina, lev]) {
      const { team, operators } = await read(operatorId);
      expect(operators.map((row) => row.operatorId)).toEqual([operatorId]);
      expect(team).toEqual({ operators: 2, meanTaken: 1.5, spread: 1 / 1.5 });
      const mine = offers.filter((offer) => offer.operatorId === operatorId);
      expect(operators[0]).toMatchObject({
        offers: mine.length,
        taken: mine.filter(({ outcome }) => outcome === "answered").length,
        refused: mine.filter(({ outcome }) => outcome === "declined").length,
      });
      expect(operators[0]?.idleMs).toBeGreaterThan(0);
    }
    const bad = { name: "fairness.read", input: { fromMs: 5, toMs: 4 } };
    expect(await test.hub.service.query(marina, bad)).toMatchObject({ code: "bad-input" });
  });
});
