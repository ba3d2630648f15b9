import { Core, type Session } from "sip.js";

/**
 * Answers UPDATE (RFC 3311), which SIP.js refuses with 405 before it looks for the dialog. Peers that keep a session
 * timer refresh by it, told of in Allow or not; `onRefresh` hears of each that was accepted. One with an offer is refused: that goes by re-INVITE here.
 */
export function answerUpdates(
  core: Core.UserAgentCore,
  onRefresh: (message: Core.IncomingRequestMessage) => void,
): void {
  const receive = core.receiveIncomingRequestFromTransport.bind(core);
  core.receiveIncomingRequestFromTransport = (message) => {
    if (message.method === "UPDATE") {
      if (answerUpdate(core, message)) onRefresh(message);
    } else receive(message);
  };
}

/**
 * Tells the far side where this phone is now (RFC 3311: UPDATE is a target refresh): after a flow was lost, a BYE of
 * theirs would go into the old one. It touches no media; who does not know UPDATE says so, and nothing is lost.
 */
export function tellWhereabouts(session: Session): void {
  const { dialog, userAgent } = session;
  if (!(dialog instanceof Core.SessionDialog)) return;
  const extraHeaders = [`Contact: ${userAgent.contact.toString()}`];
  userAgent.userAgentCore.request(dialog.createOutgoingRequestMessage("UPDATE", { extraHeaders }));
}

/** True when it was accepted. */
function answerUpdate(core: Core.UserAgentCore, message: Core.IncomingRequestMessage): boolean {
  const isInDialog = core.dialogs.has(message.callId + message.toTag + message.fromTag);
  if (!isInDialog) core.replyStateless(message, { statusCode: 481 });
  else if (message.body !== "") core.replyStateless(message, { statusCode: 488 });
  else core.replyStateless(message, { statusCode: 200, extraHeaders: refreshed(message) });
  return isInDialog && message.body === "";
}

/** The refresher stays who it is: the side that sends the UPDATE (RFC 4028 §9). */
function refreshed(message: Core.IncomingRequestMessage): string[] {
  const interval = Number.parseInt(message.getHeader("session-expires") ?? "", 10);
  return Number.isNaN(interval) ? [] : [`Session-Expires: ${interval};refresher=uac`, "Require: timer"];
}
