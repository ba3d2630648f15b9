import type { QualitySummary } from "../../src-shared/domain/quality/call-quality.ts";
import type { QualitySample } from "../../src-shared/domain/quality/quality-sample.ts";

/** How the network treats each second of a played talk. Shares are 0…1. */
export type PlayedSecond = {
  readonly heardLoss?: number;
  readonly saidLoss?: number;
  readonly jitterMs?: number;
  readonly saidJitterMs?: number;
  readonly roundTripMs?: number;
  readonly lateMs?: number;
  readonly isWifi?: boolean;
};

const PACKETS_PER_SECOND = 50;
const REPORT_EVERY = 5;

/** The statistics of a talk, second by second, as the media window would read them; the first one starts the counters. */
export function* playedSamples(seconds: Iterable<PlayedSecond>): Generator<QualitySample> {
  let [at, packets, lost] = [0, 0, 0];
  let said = { loss: 0, jitterMs: 0 };
  const sample = ({ jitterMs = 2, roundTripMs = 20, lateMs = 3, isWifi = false }: PlayedSecond): QualitySample => ({
    atMs: at * 1000,
    codec: "opus",
    received: { packets, lost, discarded: 0, jitterMs },
    sent: { packets: at * PACKETS_PER_SECOND },
    report: {
      reports: Math.floor(at / REPORT_EVERY),
      fractionLost: said.loss,
      jitterMs: said.jitterMs,
    },
    roundTripMs,
    isWifi,
    lateMs,
  });
  yield sample({});
  for (const second of seconds) {
    at += 1;
    const gone = Math.round(PACKETS_PER_SECOND * (second.heardLoss ?? 0));
    packets += PACKETS_PER_SECOND - gone;
    lost += gone;
    said = { loss: second.saidLoss ?? 0, jitterMs: second.saidJitterMs ?? 2 };
    yield sample(second);
  }
}

export function seconds(count: number, second: PlayedSecond = {}): readonly PlayedSecond[] {
  return Array.from({ length: count }, () => second);
}

/** What is stored of a talk. */
export function aQuality(mos: number, minMos = 2.5): QualitySummary {
  const heard = { mos, minMos, lossShare: 0.02, jitterMs: 4 };
  return { windows: 12, codec: "opus", mos, minMos, heard, said: null, roundTripMs: 40, events: [] };
}
