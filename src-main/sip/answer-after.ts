import type { IncomingRequestMessage } from "sip.js/lib/core/index.js";

const LONGEST_S = 60;

/**
 * After how many ms the INVITE asks to be answered by itself; null when it does not ask. There is no one standard: phones
 * agree on `Call-Info: <…>;answer-after=0` and `Alert-Info: …info=alert-autoanswer;delay=0`, RFC 5373 says
 * `Answer-Mode: Auto`.
 */
function answerAfterMs(request: Pick<IncomingRequestMessage, "getHeaders" | "getHeader">): number | null {
  const callInfo = request.getHeaders("call-info").map((value) => /;\s*answer-after\s*=\s*(\d{1,4})/i.exec(value)?.[1]);
  const asked = callInfo.find((seconds) => seconds !== undefined);
  if (asked !== undefined) return millis(asked);
  const alert = request.getHeaders("alert-info").find((value) => /info\s*=\s*"?alert-autoanswer/i.test(value));
  if (alert !== undefined) return millis(/;\s*delay\s*=\s*(\d{1,4})/i.exec(alert)?.[1] ?? "0");
  return /^\s*auto\b/i.test(request.getHeader("answer-mode") ?? "") ? 0 : null;
}

/** The same as a part of the event that tells of the call. */
export function answerRequest(request: Parameters<typeof answerAfterMs>[0]): { readonly answerAfterMs?: number } {
  const afterMs = answerAfterMs(request);
  return afterMs === null ? {} : { answerAfterMs: afterMs };
}

function millis(seconds: string): number {
  return Math.min(LONGEST_S, Number(seconds)) * 1000;
}
