import type { Api } from "grammy";
import type { HubClock } from "../../clock.ts";
import { channelLog } from "../../log.ts";
import { ALLOWED_UPDATES, TelegramUpdate } from "./telegram-updates.ts";

const LONGEST_WAIT_S = 50;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** Telegram answers an empty poll after its wait; what answers emptily at once is not asked without end. */
const EMPTY_PAUSE_MS = 200;

export type PollNeeds = {
  readonly api: Api;
  readonly clock: HubClock;
  /** Takes updates in; settles when all of them are kept, or may be forgotten. */
  readonly take: (updates: readonly TelegramUpdate[], signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
};

/**
 * Asks for updates without end. An update is confirmed (by the next `offset`) only when it is kept: what a crash leaves
 * unconfirmed Telegram tells again, and the intake knows it by its id. Nothing is lost or doubled, and no offset is stored.
 */
export async function pollUpdates({ api, clock, take, signal }: PollNeeds): Promise<void> {
  let offset = 0;
  let failures = 0;
  while (!signal.aborted) {
    const askedAtMs = clock.nowMs();
    try {
      const asked = { offset, limit: 100, timeout: LONGEST_WAIT_S, allowed_updates: [...ALLOWED_UPDATES] };
      const raw: readonly unknown[] = await api.getUpdates(asked, signal as Parameters<Api["getUpdates"]>[1]);
      failures = 0;
      const updates = raw.flatMap((update) => TelegramUpdate.safeParse(update).data ?? []);
      await take(updates, signal);
      if (signal.aborted) return;
      offset = Math.max(offset, ...raw.map((update) => 1 + numberOf(update)));
      if (raw.length === 0 && clock.nowMs() - askedAtMs < EMPTY_PAUSE_MS) await pause(clock, EMPTY_PAUSE_MS, signal);
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      channelLog.warn({ channel: "telegram", error }, "updates could not be asked for");
      await pause(clock, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures), signal);
    }
  }
}

/** Waits, or ends with the signal. */
export function pause(clock: HubClock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      stop();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const stop = clock.after(ms, end);
    signal.addEventListener("abort", end, { once: true });
    if (signal.aborted) end();
  });
}

function numberOf(update: unknown): number {
  const number = (update as { update_id?: unknown } | null)?.update_id;
  return typeof number === "number" ? number : -1;
}
