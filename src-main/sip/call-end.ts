import type { CallEnd } from "../core/ports/call-signalling.ts";

/**
 * How a dialled call ended that was refused with this final response (RFC 3261 §21; 607 RFC 8197, 608 RFC 8688). Where
 * the code is general, the cause of the telephone network says more (RFC 6432): Asterisk answers 403 for "rejected".
 */
export function endOfRefusal(sipCode: number, reasons: readonly string[] = []): CallEnd {
  switch (sipCode) {
    case 486:
    case 600:
      return { by: "remote", reason: "busy", sipCode };
    case 603:
    case 607:
    case 608:
      return { by: "remote", reason: "rejected", sipCode };
    case 404:
    case 410:
    case 484:
    case 604:
      return { by: "remote", reason: "not-found", sipCode };
    case 487:
      return { by: "remote", reason: "cancelled", sipCode };
    default: {
      const reason = reasonOfNetwork(reasons);
      if (reason !== null) return { by: "remote", reason, sipCode };
      if (sipCode === 408 || sipCode === 480) return { by: "remote", reason: "no-answer", sipCode };
      return { by: sipCode >= 500 && sipCode < 600 ? "network" : "remote", reason: "failed", sipCode };
    }
  }
}

/** ITU-T Q.850 causes that say what the far side did; the others are the network's own troubles. */
const NETWORK_REASONS: Readonly<Record<number, CallEnd["reason"]>> = {
  1: "not-found",
  17: "busy",
  18: "no-answer",
  19: "no-answer",
  20: "no-answer",
  21: "rejected",
  22: "not-found",
  28: "not-found",
};

function reasonOfNetwork(reasons: readonly string[]): CallEnd["reason"] | null {
  const causes = Object.keys(NETWORK_REASONS).map(Number);
  const cause = causes.find((one) => hasCause(reasons, "Q.850", one));
  return cause === undefined ? null : (NETWORK_REASONS[cause] ?? null);
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

/** Why this phone ends a talk that nobody hung up (RFC 3326), as the exchange says it of a flow that was lost. */
export const BYE_REASONS = {
  lost: 'Reason: SIP;cause=503;text="Media lost"',
  expired: 'Reason: SIP;cause=408;text="Session timer expired"',
} as const;
