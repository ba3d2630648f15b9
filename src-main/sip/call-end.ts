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
  if (hasCause(reasons, "SIP", 200)) return { by: "remote", reason: "answered-elsewhere", sipCode: 487 };
  const isRungOut = hasCause(reasons, "SIP", 480) || hasCause(reasons, "SIP", 408) || hasCause(reasons, "Q.850", 19);
  return { by: "remote", reason: isRungOut ? "no-answer" : "cancelled", sipCode: 487 };
}

/** Who ended a talk by BYE: the other person, or the exchange because the flow of the other side was lost. */
export function endOfBye(reasons: readonly string[]): CallEnd {
  if (hasCause(reasons, "SIP", 503)) return { by: "network", reason: "failed", sipCode: null };
  return { by: "remote", reason: "hung-up", sipCode: null };
}

function hasCause(reasons: readonly string[], protocol: string, cause: number): boolean {
  return reasons.some((reason) => {
    const [name] = reason.split(";", 1);
    return name?.trim().toUpperCase() === protocol && Number(/cause\s*=\s*(\d+)/i.exec(reason)?.[1]) === cause;
  });
}
