import {
  type DialogState,
  Grammar,
  InviteClientTransaction,
  type Session,
  SessionDialog,
  type Transport,
  type UserAgentCore,
} from "sip.js/lib/core/index.js";
import type { ResumedTalk, ResumedWait } from "../telephony.ts";
import type { Flow } from "./flow.ts";
import type { KeptDialog, KeptLeg, KeptTalk } from "./kept-talks.ts";
import type { Leg } from "./leg.ts";

/**
 * What was asked after a talk was kept last (a DTMF digit, a question whether it lives) took numbers that were not
 * kept. A number that is too low is refused (RFC 3261 §12.2.2); one that is far too high is not.
 */
const SEQUENCE_STRIDE = 100_000;

/** Never used: what was sent in a dialog before the restart is not sent again. */
const NOWHERE: Transport = { protocol: "WS", send: () => Promise.resolve() };

/** Both sides of a talk, or the one that waits, as they are to be kept. */
export function keptTalk(
  talk: Pick<KeptTalk, "callId" | "interactionId"> & { readonly nowMs: number },
  legs: { readonly caller: Leg; readonly callee: Leg | null },
): KeptTalk {
  const { callId, interactionId, nowMs } = talk;
  return {
    callId,
    interactionId,
    atMs: nowMs,
    caller: keptLeg(legs.caller),
    callee: legs.callee && keptLeg(legs.callee),
  };
}

/** A kept talk as the hub is told of it; none: it is somebody who waits. */
export function resumedTalk({ callId, interactionId, caller, callee }: KeptTalk): readonly ResumedTalk[] {
  if (!callee) return [];
  const holders = [caller, callee].flatMap(({ isHolding, user }) => (isHolding ? [user] : []));
  return [{ callId, interactionId, callerUser: caller.user, calleeUser: callee.user, holders }];
}

/** Somebody who waits as the hub is told of them; none: it is a talk. */
export function resumedWait({ callId, interactionId, caller, callee }: KeptTalk): readonly ResumedWait[] {
  return callee || !interactionId ? [] : [{ callId, interactionId, callerUser: caller.user }];
}

function keptLeg({ flow, user, session, isHolding }: Leg): KeptLeg {
  return { user, instance: flow.instance, isHolding, dialog: keptDialog(session) };
}

function keptDialog(session: Session): KeptDialog {
  const { callId, localTag, remoteTag, localURI, remoteURI, remoteTarget } = session;
  const sequences = session instanceof SessionDialog ? session : null;
  return {
    callId,
    localTag,
    remoteTag,
    localUri: localURI.toString(),
    remoteUri: remoteURI.toString(),
    remoteTarget: remoteTarget.toString(),
    localSequence: sequences?.localSequenceNumber ?? 0,
    remoteSequence: sequences?.remoteSequenceNumber ?? null,
  };
}

/** A dialog on the core of a lost flow, as it was before the restart; throws when it cannot be read. */
export function resumeDialog({ core }: Pick<Flow, "core">, kept: KeptDialog): Session {
  const { callId, localTag, remoteTag } = kept;
  const [localURI, remoteURI, remoteTarget] = [kept.localUri, kept.remoteUri, kept.remoteTarget].map(uriOf);
  if (!localURI || !remoteURI || !remoteTarget) throw new Error("a kept dialog has no valid address");
  const state: DialogState = {
    id: callId + localTag + remoteTag,
    early: false,
    callId,
    localTag,
    remoteTag,
    localSequenceNumber: kept.localSequence + SEQUENCE_STRIDE,
    remoteSequenceNumber: kept.remoteSequence ?? undefined,
    localURI,
    remoteURI,
    remoteTarget,
    routeSet: [],
    secure: false,
  };
  return new SessionDialog(pastTransaction(core, state), core, state);
}

/** SIP.js makes a dialog out of the INVITE that began it. That one is over, whoever sent it. */
function pastTransaction(core: UserAgentCore, state: DialogState): InviteClientTransaction {
  const { remoteTarget, localURI, remoteURI, callId } = state;
  const invite = core.makeOutgoingRequestMessage("INVITE", remoteTarget, localURI, remoteURI, { callId });
  const transaction = new InviteClientTransaction(invite, NOWHERE, { loggerFactory: core.loggerFactory });
  transaction.dispose();
  return transaction;
}

function uriOf(text: string) {
  return Grammar.URIParse(text);
}
