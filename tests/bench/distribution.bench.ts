import { type BenchLine, benchLine } from "./support/bench-line.ts";
import { aCentre, CrowdedDistribution, ScannedCentre } from "./support/crowded-centre.ts";
import { percentile } from "./support/statistics.ts";

const ROUNDS = 7;
const ROUND_MS = 300;
const STEPS_BETWEEN_LOOKS = 20;

/**
 * Decisions a second while 10,000 contacts wait for 1,000 operators: one comes free, is offered the right contact with
 * the reasons, takes it, and another contact comes. Against a plain list that the freed operator looks through, and
 * against ten times as many of both. The three take turns, so that the machine's moods meet them alike.
 */
export async function* run(): AsyncGenerator<BenchLine> {
  const centre = aCentre(1000);
  const small = new CrowdedDistribution(centre, 10_000);
  const scan = new ScannedCentre(centre, 10_000);
  const large = new CrowdedDistribution(aCentre(10_000), 100_000);
  const rates = { small: [] as number[], scan: [] as number[], large: [] as number[] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const measured = {
      small: rateOf(() => decided(small)),
      scan: rateOf(() => scan.step()),
      large: rateOf(() => decided(large)),
    };
    // The first round warms the engine up.
    if (round > 0) for (const name of ["small", "scan", "large"] as const) rates[name].push(measured[name]);
  }
  const [value, scanned, slowed] = [rates.small, rates.scan, rates.large].map((one) => percentile(one, 0.5)) as [
    number,
    number,
    number,
  ];
  const note = "1,000 operators, 10,000 waiting; beside it one operator looks through all who wait";
  const unit = "decisions/s of CPU, with reasons";
  const least = { minValue: 100_000, minRatio: 25 };
  yield benchLine({ name: "distribution", unit, value, baseline: scanned, ...least, samples: ROUNDS, note });
  yield benchLine({
    name: "distribution.slow-down",
    unit: "times slower",
    value: value / slowed,
    maxValue: 2,
    samples: ROUNDS,
    note: `10,000 operators, 100,000 waiting: ${Math.round(slowed)} decisions/s`,
  });
}

function decided(centre: CrowdedDistribution): number {
  const offers = centre.step();
  for (const { reasons } of offers) if (reasons.length === 0) throw new Error("an offer without a reason");
  return offers.length;
}

/** In seconds of the processor, the collector's included: what else runs on the machine counts less so. */
function rateOf(step: () => number): number {
  const startedAtMs = cpuMs();
  let decisions = 0;
  for (;;) {
    for (let index = 0; index < STEPS_BETWEEN_LOOKS; index += 1) decisions += step();
    const passedMs = cpuMs() - startedAtMs;
    if (passedMs >= ROUND_MS) return (1000 * decisions) / passedMs;
  }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
