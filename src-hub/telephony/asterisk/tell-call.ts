import { assertNever } from "../../../src-shared/assert-never.ts";
import type { AriChannel, AriEvent } from "./ari/ari-objects.ts";
import type { AsteriskCall } from "./asterisk-call.ts";
import { CAUSE } from "./ring-outcome.ts";

/** What Asterisk tells of one channel. */
export type ChannelEvent = Extract<AriEvent, { channel: AriChannel }>;

/** Tells a call what became of one of its channels. */
export function tellCall(call: AsteriskCall, event: ChannelEvent): void {
  const { id, state } = event.channel;
  switch (event.type) {
    case "StasisStart":
      call.channelEntered(id);
      return;
    case "StasisEnd":
      // A leg that could not be dialled leaves with its cause; the others are over here.
      if (state === "Up") call.channelGone(id, CAUSE.normal, null);
      return;
    case "ChannelDestroyed":
      call.channelGone(id, event.cause, event.tech_cause ?? null);
      return;
    case "ChannelStateChange":
      call.channelChanged(id, state);
      return;
    case "ChannelDtmfReceived":
      call.keyPressed(event.digit);
      return;
    case "ChannelHold":
      call.holdChanged(id, true);
      return;
    case "ChannelUnhold":
      call.holdChanged(id, false);
      return;
    default:
      assertNever(event);
  }
}
