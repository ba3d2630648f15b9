import type { CallId } from "../../src-shared/ids.ts";
import type { Workplace } from "../../src-shared/ipc/workplace.ts";
import { refused } from "../../src-shared/result.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Media } from "../core/ports/media.ts";
import type { MirrorStore } from "../core/ports/store.ts";
import type { Desktop } from "./desktop.ts";
import { runSelfTest, type SelfTestResult } from "./self-test.ts";

/** Runs the self-test on the real desktop; answers what was seen, and why it failed. */
export async function performSelfTest(parts: {
  readonly desktop: Desktop;
  readonly mirror: MirrorStore;
  readonly media: Media;
  readonly clock: Clock;
  readonly host: Workplace["host"]["kind"];
  readonly inTalk: () => Promise<void>;
}): Promise<{ readonly result: SelfTestResult; readonly failure: string | null }> {
  const { desktop, mirror, media, clock, host, inTalk } = parts;
  const { workplace, training } = desktop;
  const painted = new Set<CallId | null>();
  const stopPainted = workplace.onPainted(({ callId }) => painted.add(callId as CallId | null));
  const outcome = await runSelfTest({
    clock,
    media,
    host,
    phone: () => workplace.get().phone,
    calls: () => workplace.get().calls,
    isOnline: () => workplace.get().status.status === "online",
    onChange: (listener) => workplace.onChanged(listener),
    isPainted: (callId) => painted.has(callId),
    callMe: () => training?.callMe() ?? refused("training-unavailable"),
    answer: (callId) => void workplace.handlers["calls.answer"]({ callId }),
    hangUp: (callId) => void workplace.handlers["calls.hang-up"]({ callId }),
    mediaIds: desktop.mediaIds,
    inTalk,
    isInHistory: (interactionId) => mirror.interaction(interactionId)?.result === "answered",
  });
  stopPainted();
  return outcome;
}
