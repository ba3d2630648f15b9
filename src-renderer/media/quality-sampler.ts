import type { QualitySample } from "../../src-shared/domain/quality/quality-sample.ts";

type Entry = Readonly<Record<string, unknown>>;

const MS = 1_000;

/** Reads from WebRTC's statistics what the quality of one call is reckoned from. */
export class QualitySampler {
  #reportSeenAt = 0;
  #reports = 0;

  /** `lateMs`: how late this page's timers were since the last sample. */
  sample(report: RTCStatsReport, nowMs: number, lateMs: number): QualitySample {
    const entries: Entry[] = [];
    // `RTCStatsReport` is typed as a map of anything; the fields are optional by the standard, and read so.
    report.forEach((entry: Entry) => {
      entries.push(entry);
    });
    const ofType = (type: string) => entries.find((entry) => entry.type === type && isAudio(entry));
    const byId = (id: unknown) => entries.find((entry) => typeof id === "string" && entry.id === id);
    const inbound = ofType("inbound-rtp");
    const outbound = ofType("outbound-rtp");
    const remote = ofType("remote-inbound-rtp");
    const transport = entries.find((entry) => entry.type === "transport");
    const pair = byId(transport?.selectedCandidatePairId);
    return {
      atMs: nowMs,
      codec: codecOf(byId(inbound?.codecId ?? outbound?.codecId)),
      received: inbound ? received(inbound) : null,
      sent: outbound ? { packets: count(outbound.packetsSent) } : null,
      report: remote ? this.#report(remote) : null,
      roundTripMs: seconds(pair?.currentRoundTripTime) ?? seconds(remote?.roundTripTime),
      isWifi: byId(pair?.localCandidateId)?.networkType === "wifi",
      lateMs: Math.max(0, lateMs),
    };
  }

  /** The same report stands in the statistics until the next one comes: its time tells them apart. */
  #report(remote: Entry): QualitySample["report"] {
    const seenAt = typeof remote.timestamp === "number" ? remote.timestamp : 0;
    if (seenAt !== this.#reportSeenAt) this.#reports += 1;
    this.#reportSeenAt = seenAt;
    const lost = typeof remote.fractionLost === "number" ? remote.fractionLost : 0;
    return {
      reports: this.#reports,
      fractionLost: Math.min(1, Math.max(0, lost)),
      jitterMs: seconds(remote.jitter) ?? 0,
    };
  }
}

function received(inbound: Entry): QualitySample["received"] {
  return {
    packets: count(inbound.packetsReceived),
    lost: typeof inbound.packetsLost === "number" ? Math.trunc(inbound.packetsLost) : 0,
    discarded: count(inbound.packetsDiscarded),
    jitterMs: seconds(inbound.jitter) ?? 0,
  };
}

function isAudio({ kind }: Entry): boolean {
  return kind === undefined || kind === "audio";
}

function codecOf(codec: Entry | undefined): string | null {
  return typeof codec?.mimeType === "string" ? codec.mimeType.replace(/^audio\//, "").slice(0, 32) : null;
}

function count(value: unknown): number {
  return typeof value === "number" ? Math.max(0, Math.trunc(value)) : 0;
}

function seconds(value: unknown): number | null {
  return typeof value === "number" ? Math.max(0, value * MS) : null;
}
