import { Distribution } from "../../src-shared/domain/distribution/distribution.ts";
import type { DistributionInput } from "../../src-shared/domain/distribution/distribution-input.ts";
import { QueueRules, type Strategy } from "../../src-shared/domain/distribution/queue-rules.ts";
import { InteractionId, OperatorId, QueueId } from "../../src-shared/ids.ts";
import { type BenchLine, benchLine } from "./support/bench-line.ts";

const CONTACTS = 10_000;
const OPERATORS = 50;
const MEAN_TALK_MS = 180_000;
/** Of what the operators could do; they wait now and then, and so does a contact. */
const OCCUPANCY = 0.85;
/** One offer of so many is missed. */
const MISSED_OF = 20;
const MOST_SPREAD = 0.05;
const FAIR: readonly Strategy[] = ["longest-idle", "fewest-handled", "least-loaded", "round-robin"];

/**
 * A day of 10,000 contacts for 50 operators of equal capacity, in simulated time: the spread (max - min) / mean of the
 * contacts each took. Once with talks of one length, where every fair strategy must be fair; and once with talks of half
 * to one and a half of it, where only `fewest-handled` promises equal numbers: the others share the work, and whoever had
 * short talks took more of them. Beside each the strategy that promises nothing: random.
 */
export async function* run(): AsyncGenerator<BenchLine> {
  const unit = "(max - min) / mean of contacts taken";
  const goal = { maxValue: 100 * MOST_SPREAD };
  const spread = (strategy: Strategy, isMixed: boolean) => 100 * spreadOf(strategy, isMixed);
  const equal = FAIR.map((strategy) => [strategy, spread(strategy, false)] as const);
  const note = `the worst of ${FAIR.join(", ")}, one offer of ${MISSED_OF} missed; beside it random`;
  const value = Math.max(...equal.map(([, one]) => one));
  const percent = `%, ${unit}`;
  const baseline = spread("random", false);
  yield benchLine({ name: "fairness", unit: percent, value, baseline, ...goal, samples: CONTACTS, note });
  for (const [strategy, one] of equal)
    yield benchLine({ name: `fairness.${strategy}`, unit: percent, value: one, ...goal });
  const mixed = { unit: percent, baseline: spread("random", true) };
  for (const strategy of FAIR) {
    const promised = strategy === "fewest-handled" ? goal : {};
    yield benchLine({ name: `fairness.mixed-talks.${strategy}`, value: spread(strategy, true), ...mixed, ...promised });
  }
}

type Happening = { readonly atMs: number; readonly order: number; readonly happen: () => void };

function spreadOf(strategy: Strategy, isMixed: boolean): number {
  const queueId = QueueId.parse("support");
  const members = Array.from({ length: OPERATORS }, (_, index) => OperatorId.parse(`o-${index}`));
  const distribution = new Distribution([{ queueId, members, rules: QueueRules.parse({ strategy }) }]);
  const random = numbers(20_261_122);
  const handled = new Map(members.map((operatorId) => [operatorId, 0]));
  const agenda: Happening[] = [];
  let order = 0;
  let nowMs = 0;
  const plan = (afterMs: number, happen: () => void) => {
    order += 1;
    agenda.push({ atMs: nowMs + afterMs, order, happen });
    let place = agenda.length - 1;
    // A day's agenda is short: what is planned stands near the end, and finds its place by a few steps.
    for (let before = agenda[place - 1]; before && before.atMs < nowMs + afterMs; before = agenda[place - 1]) {
      agenda[place] = before;
      place -= 1;
      agenda[place] = { atMs: nowMs + afterMs, order, happen };
    }
  };
  const tell = (...inputs: DistributionInput[]) => {
    for (const { interactionId, operatorId } of distribution.apply(inputs, nowMs).offers)
      plan(3000, () => {
        if (random() * MISSED_OF < 1) tell({ type: "offer-missed", interactionId, operatorId });
        else {
          handled.set(operatorId, (handled.get(operatorId) ?? 0) + 1);
          tell({ type: "contact-left", interactionId }, standing(operatorId, false));
          plan(MEAN_TALK_MS * (isMixed ? 0.5 + random() : 1), () => tell(standing(operatorId, true)));
        }
      });
    const nextAtMs = distribution.nextAtMs();
    if (nextAtMs !== null) plan(Math.max(0, nextAtMs - nowMs), () => tell());
  };
  const standing = (operatorId: OperatorId, isFree: boolean): DistributionInput => ({
    type: "operator-changed",
    operatorId,
    isPresent: true,
    room: { voice: isFree, text: isFree },
    idleSinceMs: nowMs,
    handled: handled.get(operatorId) ?? 0,
    load: isFree ? 0 : 1,
  });
  for (const operatorId of members) tell(standing(operatorId, true));
  const betweenMs = (MEAN_TALK_MS + 3000) / (OPERATORS * OCCUPANCY);
  const arrive = (number: number) => {
    tell({ type: "contact-queued", interactionId: InteractionId.parse(`c-${number}`), queueId });
    if (number < CONTACTS) plan(-Math.log(1 - random()) * betweenMs, () => arrive(number + 1));
  };
  arrive(1);
  for (let next = agenda.pop(); next; next = agenda.pop()) {
    nowMs = Math.max(nowMs, next.atMs);
    next.happen();
  }
  const counts = [...handled.values()];
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total !== CONTACTS) throw new Error(`${strategy}: ${total} of ${CONTACTS} contacts were taken`);
  return (Math.max(...counts) - Math.min(...counts)) / (total / OPERATORS);
}

/** Numbers from 0 to 1 by a seed (mulberry32, public domain). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
