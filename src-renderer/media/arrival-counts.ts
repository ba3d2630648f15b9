import type { ArrivalCounts } from "./arrival-watch.ts";

type Entry = Readonly<Record<string, unknown>>;

/** Reads the numbers that tell whether what we send arrives. */
export function arrivalOf(report: RTCStatsReport): ArrivalCounts {
  const entries: Entry[] = [];
  report.forEach((entry: Entry) => {
    entries.push(entry);
  });
  const first = (type: string) => entries.find((entry) => entry.type === type);
  const number = (entry: Entry | undefined, name: string) => {
    const value = entry?.[name];
    return typeof value === "number" ? value : 0;
  };
  const transport = first("transport");
  const pair = entries.find((entry) => entry.id === transport?.selectedCandidatePairId);
  const remote = first("remote-inbound-rtp");
  return {
    packetsSent: number(first("outbound-rtp"), "packetsSent"),
    packetsReceived: number(first("inbound-rtp"), "packetsReceived"),
    transportReceived: number(transport, "packetsReceived"),
    checksSent: number(pair, "requestsSent"),
    checksAnswered: number(pair, "responsesReceived"),
    reportAtMs: remote ? number(remote, "timestamp") : null,
    reportedLoss: number(remote, "fractionLost"),
  };
}
