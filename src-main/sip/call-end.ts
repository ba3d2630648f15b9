import type { CallEnd } from "../core/ports/call-signalling.ts";

/** How a dialled call ended that was refused with this final response (RFC 3261 §21; 607 RFC 8197, 608 RFC 8688). */
export function endOfRefusal(sipCode: number): CallEnd {
  switch (sipCode) {
    case 486:
    case 600:
      return { by: "remote", reason: "busy", sipCode };
    case 603:
    case 607:
    case 608:
      return { by: "remote", reason: "rejected", sipCode };
    case 408:
    case 480:
      return { by: "remote", reason: "no-answer", sipCode };
    case 404:
    case 410:
    case 484:
    case 604:
      return { by: "remote", reason: "not-found", sipCode };
    case 487:
      return { by: "remote", reason: "cancelled", sipCode };
    default:
      return { by: sipCode >= 500 && sipCode < 600 ? "network" : "remote", reason: "failed", sipCode };
  }
}

/** Why a ringing call was cancelled, from the Reason header of the CANCEL (RFC 3326). */
export function endOfCancel(reasons: readonly string[]): CallEnd {
  const causes = reasons.map((reason) => ({
    protocol: reason.split(";", 1)[0]?.trim().toUpperCase(),
    cause: Number(/cause\s*=\s*(\d+)/i.exec(reason)?.[1]),
  }));
  const has = (protocol: string, cause: number) =>
    causes.some((one) => one.protocol === protocol && one.cause === cause);
  if (has("SIP", 200)) return { by: "remote", reason: "answered-elsewhere", sipCode: 487 };
  if (has("SIP", 480) || has("SIP", 408) || has("Q.850", 19))
    return { by: "remote", reason: "no-answer", sipCode: 487 };
  return { by: "remote", reason: "cancelled", sipCode: 487 };
}
