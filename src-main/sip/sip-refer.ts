import { type Core, type Session, SessionState } from "sip.js";
import type { Clock } from "../core/ports/clock.ts";
import type { Log } from "../core/ports/log.ts";

const SIPFRAG = "message/sipfrag";

/** Where a REFER sends the far side: an address, or (with `replaces`) into the place of who is talked with already. */
export type ReferTarget = { readonly uri: string; readonly replaces: string | null };

/** A REFER without an answer is given up after this; NOTIFYs then come as long as the target rings. */
const ANSWER_MS = 8_000;
/** How long a 503 in a NOTIFY is doubted: 1.5 s were too few for the BYE of a busy PBX. */
const DOUBT_MS = 4_000;

type ReferringParts = {
  readonly callId: string;
  readonly clock: Clock;
  readonly log: Log;
  /** A PBX that is not the hub's. */
  readonly isElsewhere: boolean;
};

/** The REFER of one call, if there is one: from its sending to its final code, which is told once. */
export class Referring {
  readonly #parts: ReferringParts;
  readonly #tell: (sipCode: number) => void;
  #isUnderWay = false;
  #isAccepted = false;
  #stopLimit = () => {};

  constructor(parts: ReferringParts, tell: (sipCode: number) => void) {
    this.#parts = parts;
    this.#tell = tell;
  }

  start(session: Session, target: ReferTarget | null): void {
    const { callId, clock, log } = this.#parts;
    this.#stopLimit();
    this.#isUnderWay = true;
    this.#isAccepted = false;
    this.#stopLimit = clock.after(ANSWER_MS, () => this.#progressed(408));
    try {
      this.#send(session, target);
    } catch (cause) {
      log.warn({ callId, cause }, "REFER not sent");
      this.#progressed(500);
    }
  }

  handleNotify(request: Core.IncomingRequestMessage): void {
    const sipCode = referProgress(request);
    if (sipCode === null) return;
    // Asterisk may say 503 of a transfer that went through, when what watches the target goes before its 200 was sent
    // (res_pjsip_refer); then its BYE follows.
    if (sipCode === 503 && this.#parts.isElsewhere && this.#isUnderWay) {
      this.#stopLimit();
      this.#stopLimit = this.#parts.clock.after(DOUBT_MS, () => this.#progressed(sipCode));
    } else this.#progressed(sipCode);
  }

  /**
   * The far side ended the talk it was asked to take elsewhere, and has not said that it did: some exchanges send their
   * BYE before the NOTIFY, or no NOTIFY at all.
   */
  handleBye(): void {
    if (this.#isAccepted) this.#progressed(200);
  }

  dispose(): void {
    this.#isUnderWay = false;
    this.#stopLimit();
  }

  /**
   * SIP.js's own `refer` would put a display name of the far side unescaped into Refer-To, and a bare URI where RFC 3261
   * §20.10 wants angle brackets.
   */
  #send({ dialog, state, userAgent }: Session, target: ReferTarget | null): void {
    if (!dialog || !target || state !== SessionState.Established) {
      this.#progressed(481);
      return;
    }
    const replaces = target.replaces === null ? "" : `?Replaces=${encodeURIComponent(target.replaces)}`;
    const refused = ({ message }: Core.IncomingResponse) => this.#progressed(message.statusCode ?? 500);
    const extraHeaders = [
      `Refer-To: <${target.uri}${replaces}>`,
      `Referred-By: <${userAgent.configuration.uri.toString()}>`,
      `Contact: ${userAgent.contact.toString()}`,
    ];
    const taken = () => {
      this.#stopLimit();
      this.#isAccepted = true;
    };
    dialog.refer({ onAccept: taken, onReject: refused, onRedirect: refused }, { extraHeaders });
  }

  #progressed(sipCode: number): void {
    if (!this.#isUnderWay) return;
    this.#stopLimit();
    this.#isUnderWay = sipCode < 200;
    this.#tell(sipCode);
  }
}

/** A talk as the far side of another one is told to replace it (RFC 3891 §3: the tags as who is replaced has them). */
export function replacesOf(consultation: Session): ReferTarget | null {
  const { dialog } = consultation;
  if (!dialog || consultation.state !== SessionState.Established) return null;
  const { callId, localTag, remoteTag, remoteTarget } = dialog;
  const uri = remoteTarget.clone();
  uri.clearHeaders();
  return { uri: uri.toString(), replaces: `${callId};to-tag=${remoteTag};from-tag=${localTag}` };
}

/**
 * The code a NOTIFY to a REFER carries; null when it is about something else. A subscription that ends without a final
 * code (RFC 3515 §2.4.7) says that nobody knows: 408.
 */
export function referProgress(request: Core.IncomingRequestMessage): number | null {
  if (!/^refer\b/i.test(request.getHeader("event") ?? "")) return null;
  const type = request.getHeader("content-type")?.toLowerCase().split(";", 1)[0]?.trim();
  const found = type === SIPFRAG ? /^SIP\/2\.0 ([1-6]\d\d)\b/.exec(request.body) : null;
  const sipCode = found ? Number(found[1]) : null;
  const isOver = /^terminated\b/i.test(request.getHeader("subscription-state") ?? "");
  return isOver && (sipCode === null || sipCode < 200) ? 408 : sipCode;
}
