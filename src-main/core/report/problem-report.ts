import { type DeviceKind, deviceKind } from "../../../src-shared/domain/device-kind.ts";
import type { SoundDevice } from "../../../src-shared/domain/sound-devices.ts";
import type { HistoryRow, Workplace } from "../../../src-shared/ipc/workplace.ts";
import type { PastTalkQuality } from "../quality/call-quality-desk.ts";

export type ReportFacts = {
  readonly nowMs: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly workplace: Workplace;
  readonly talks: readonly PastTalkQuality[];
  /** Of whom the log could speak: none of them may stand in the report. */
  readonly history: readonly Pick<HistoryRow, "customer" | "operatorName">[];
  readonly log: readonly string[];
};

const HIDDEN = "[hidden]";
/** Shorter words of a name stand in half of all other words. */
const SHORTEST_WORD = 3;
const SHORTEST_NUMBER = 5;

/**
 * What IT needs to find out why something does not work, and nobody's name or number: versions, how phone, link and
 * sound stand, how the last talks sounded, and the log. The facts are picked one by one, never copied as a whole; the
 * log, redacted as it was written, is looked through once more for every name and number this desktop knows.
 */
export function problemReport(facts: ReportFacts): string {
  const { workplace, talks, nowMs } = facts;
  const { phone, link, media, status, calls, waiting, host } = workplace;
  const head = {
    madeAt: iso(nowMs),
    versions: facts.versions,
    host: { kind: host.kind, platform: host.platform, keyStore: host.keyStore },
    phone: { state: phone.state, since: iso(phone.sinceMs), failure: phone.failure },
    link: { state: link.state, since: iso(link.sinceMs), refusal: link.refusal },
    sound: media,
    devices: devicesOf(workplace.sound),
    status: status.status,
    waiting: waiting.length,
    calls: calls.map((call) => ({
      direction: call.direction,
      phase: call.phase,
      sound: call.media,
      quality: call.quality,
      repair: call.soundRepair,
    })),
    lastTalks: talks.map((talk) => ({
      answeredAt: iso(talk.answeredAtMs),
      events: talk.events,
      windows: talk.windows,
    })),
  };
  const hide = hider(personalTexts(facts));
  return `${JSON.stringify(head, null, 2)}\n\n${facts.log.map(hide).join("\n")}\n`;
}

/** What is plugged in and used, as kinds: a name may be its owner's («AirPods Ирины»). */
function devicesOf({ present, microphone, headphones, settings, noise, input }: Workplace["sound"]) {
  const kinds = (
    devices: readonly SoundDevice[],
    used: SoundDevice | null,
  ): readonly (DeviceKind & { isUsed: boolean })[] =>
    devices.map((device) => ({ ...deviceKind(device), isUsed: device.deviceId === used?.deviceId }));
  return {
    microphones: kinds(present.microphones, microphone),
    headphones: kinds(present.headphones, headphones),
    ringsIn: settings.ring.devices.map(deviceKind),
    noise,
    input,
  };
}

/** Fits into any file system, and sorts by time. */
export function reportName(nowMs: number): string {
  return `tandem-report-${iso(nowMs).slice(0, 19).replaceAll(":", "-")}.txt`;
}

function personalTexts({ workplace, history }: ReportFacts): readonly string[] {
  const people = [workplace.operator, ...workplace.colleagues, ...workplace.colleagueLines].filter(
    (one) => one !== null,
  );
  const customers = [...workplace.calls, ...workplace.waiting, ...history].map(({ customer }) => customer);
  const names = [
    ...people.map(({ name }) => name).filter((name) => name !== ""),
    ...customers.map(({ name }) => name),
    ...history.map(({ operatorName }) => operatorName),
  ].filter((name) => name !== null);
  const words = names.flatMap((name) => name.split(/\s+/)).filter((word) => word.length >= SHORTEST_WORD);
  const numbers = customers
    .map(({ address }) => address.replace(/^\+?[78]?/, ""))
    .filter((digits) => digits.length >= SHORTEST_NUMBER);
  return [...new Set([...names, ...words, ...numbers])].sort((one, other) => other.length - one.length);
}

function hider(texts: readonly string[]): (line: string) => string {
  return (line) => texts.reduce((clean, text) => clean.replaceAll(text, HIDDEN), line);
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}
