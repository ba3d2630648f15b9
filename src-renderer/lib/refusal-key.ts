import type { IpcCommonError, RequestError } from "../../src-shared/ipc/define-contract.ts";
import type { WorkplaceContract } from "../../src-shared/ipc/workplace.ts";

type RefusalCode = RequestError<WorkplaceContract, keyof WorkplaceContract["requests"]> | IpcCommonError;

const KEYS = {
  "already-talking": "refusals.alreadyTalking",
  "bad-cursor": "refusals.badCursor",
  "bad-number": "refusals.badNumber",
  "card-failed": "refusals.cardFailed",
  "card-not-sent": "refusals.cardNotSent",
  "call-not-found": "refusals.callNotFound",
  "dtmf-refused": "refusals.dtmfRefused",
  "headset-gone": "refusals.headsetGone",
  "headset-in-call": "refusals.headsetInCall",
  "hold-refused": "refusals.holdRefused",
  "ipc-bad-input": "refusals.ipcBadInput",
  "hub-away": "refusals.hubAway",
  "unknown-conversation": "refusals.unknownConversation",
  "empty-message": "refusals.emptyMessage",
  "ipc-fault": "refusals.ipcFault",
  "ipc-forbidden": "refusals.ipcForbidden",
  "media-gone": "refusals.mediaGone",
  "no-link": "refusals.noLink",
  "no-second-talk": "refusals.noSecondTalk",
  "line-busy": "refusals.lineBusy",
  "line-not-found": "refusals.lineNotFound",
  "no-password": "refusals.noPassword",
  "same-line": "refusals.sameLine",
  "too-many-lines": "refusals.tooManyLines",
  "bad-setup-link": "refusals.badSetupLink",
  "nothing-to-set-up": "refusals.nothingToSetUp",
  "trial-busy": "refusals.trialBusy",
  "authority-expired": "refusals.authorityExpired",
  "authority-known": "refusals.authorityKnown",
  "no-authority": "refusals.noAuthority",
  "no-certificate": "refusals.noCertificate",
  "no-proxy-password": "refusals.noProxyPassword",
  "too-many-authorities": "refusals.tooManyAuthorities",
  "keys-used": "refusals.keysUsed",
  "nothing-pressed": "refusals.nothingPressed",
  "not-ringing": "refusals.notRinging",
  "not-talking": "refusals.notTalking",
  "phone-not-ready": "refusals.phoneNotReady",
  "recording-refused": "refusals.recordingRefused",
  "outcome-missing": "refusals.outcomeMissing",
  "report-failed": "refusals.reportFailed",
  "search-failed": "refusals.searchFailed",
  "preflight-busy": "refusals.preflightBusy",
  "sample-failed": "refusals.sampleFailed",
  "sample-in-call": "refusals.sampleInCall",
  "store-failed": "refusals.storeFailed",
  "training-busy": "refusals.trainingBusy",
  "training-unavailable": "refusals.trainingUnavailable",
  "transfer-busy": "refusals.transferBusy",
  "unknown-break-reason": "refusals.unknownBreakReason",
} as const satisfies Record<RefusalCode, string>;

/** The words of a refusal, by its code; every code of the contract has them. */
export function refusalKey(code: RefusalCode): (typeof KEYS)[RefusalCode] {
  return KEYS[code];
}
