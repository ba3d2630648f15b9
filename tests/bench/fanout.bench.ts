import { type BenchLine, benchLine } from "./support/bench-line.ts";
import {
  arrivalPercentile,
  bothLooks,
  cameIn,
  type Look,
  ManyLinks,
  NOTHING_CAME,
  type Rate,
} from "./support/many-links.ts";

const DESKTOPS = Number(process.env["TANDEM_BENCH_LINKS"] ?? 1000);
const ROUNDS = 3;
const SECONDS = 5;
const WARM_UP_SECONDS = 3;

/**
 * 1,000 linked desktops on one hub: 40 facts a second, each logged by itself, in rounds that alternate with a bare
 * socket.io server that emits the same to as many clients; then 200 a second.
 */
export async function* run(): AsyncGenerator<BenchLine> {
  await using links = await ManyLinks.start(DESKTOPS);
  for (const kind of ["bare", "hub"] as const) {
    await links.link(kind, DESKTOPS);
    await links.settle(kind);
    await aRound(links, kind, { perSecond: 40, seconds: WARM_UP_SECONDS, isKept: false });
  }
  const one = { hub: noRound(), bare: noRound() };
  for (let round = 0; round < ROUNDS; round += 1)
    for (const kind of ["bare", "hub"] as const)
      one[kind] = added(one[kind], await aRound(links, kind, { perSecond: 40, seconds: SECONDS, isKept: false }));
  yield benchLine({
    name: "fanout.cpu",
    unit: "ms of CPU a second",
    value: perSecond(one.hub, 40),
    baseline: perSecond(one.bare, 40),
    maxRatio: 1.25,
    samples: one.hub.events,
    note: `40 events a second to ${DESKTOPS}, logged one by one (${one.hub.payload} B each); baseline: a bare socket.io broadcast of them`,
  });
  yield* chain("fanout", one.hub, arrivalPercentile(one.bare.look.arrivals, 0.99));
  const many = await aRound(links, "hub", { perSecond: 200, seconds: 10, isKept: true });
  yield benchLine({
    name: "fanout.gathered.cpu",
    unit: "% of a core",
    value: perSecond(many, 200) / 10,
    maxValue: 60,
    samples: many.events,
    note: `200 events a second to ${DESKTOPS}`,
  });
  yield* chain("fanout.gathered", many);
}

type Round = {
  readonly events: number;
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly payload: number;
  readonly look: Look;
};

function noRound(): Round {
  return { events: 0, cpuMs: 0, wallMs: 0, payload: 0, look: NOTHING_CAME };
}

async function aRound(links: ManyLinks, kind: "hub" | "bare", rate: Rate): Promise<Round> {
  const sent = await links.send(kind, rate);
  return { ...sent, look: await links.look(kind, sent.events * DESKTOPS) };
}

function added(left: Round, right: Round): Round {
  return {
    events: left.events + right.events,
    cpuMs: left.cpuMs + right.cpuMs,
    wallMs: left.wallMs + right.wallMs,
    payload: right.payload,
    look: bothLooks(left.look, right.look),
  };
}

/** Milliseconds of processor time a second at that rate, by what one event took: a busy machine lowers the rate itself. */
function perSecond({ cpuMs, events }: Round, rate: number): number {
  return (cpuMs / events) * rate;
}

function* chain(name: string, { look, events, wallMs }: Round, baseline?: number): Generator<BenchLine> {
  const came = cameIn(look);
  yield benchLine({
    name: `${name}.p99`,
    unit: "ms",
    value: arrivalPercentile(look.arrivals, 0.99),
    ...(baseline === undefined ? {} : { baseline }),
    maxValue: 250,
    samples: came,
    note: `append to arrival; median ${arrivalPercentile(look.arrivals, 0.5)}; ${(look.frames / DESKTOPS).toFixed(0)} frames for ${events} events, ${((events * 1000) / wallMs).toFixed(0)} a second`,
  });
  yield benchLine({
    name: `${name}.missed`,
    unit: "events, gaps and links",
    value: Math.abs(events * DESKTOPS - came) + look.gaps + look.lost,
    maxValue: 0,
    samples: events * DESKTOPS,
  });
}
