import type { RequestOutput } from "../../src-shared/ipc/define-contract.ts";
import type { MediaContract } from "../../src-shared/ipc/media.ts";

type Counts = Omit<RequestOutput<MediaContract, "media.stats">, "state" | "direction">;

const NOTHING: Counts = {
  bytesReceived: 0,
  packetsReceived: 0,
  packetsLost: 0,
  bytesSent: 0,
  packetsSent: 0,
  jitterMs: null,
  roundTripMs: null,
};

/** The few numbers of a WebRTC report that say how a talk goes. */
export function countsOf(report: RTCStatsReport): Counts {
  let counts = NOTHING;
  // `RTCStatsReport` is typed as a map of anything; the fields are optional by the standard, and read so.
  report.forEach((entry: Record<string, unknown>) => {
    const number = (name: string) => (typeof entry[name] === "number" ? entry[name] : 0);
    if (entry.type === "inbound-rtp")
      counts = {
        ...counts,
        bytesReceived: number("bytesReceived"),
        packetsReceived: number("packetsReceived"),
        packetsLost: number("packetsLost"),
        jitterMs: typeof entry.jitter === "number" ? entry.jitter * 1_000 : null,
      };
    if (entry.type === "outbound-rtp")
      counts = { ...counts, bytesSent: number("bytesSent"), packetsSent: number("packetsSent") };
    if (entry.type === "candidate-pair" && entry.nominated === true && typeof entry.currentRoundTripTime === "number")
      counts = { ...counts, roundTripMs: entry.currentRoundTripTime * 1_000 };
  });
  return counts;
}
