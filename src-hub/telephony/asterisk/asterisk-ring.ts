import type { Customer } from "../../../src-shared/events/log-event.ts";
import { offerHeaders } from "../embedded/ring-headers.ts";
import type { RingRequest } from "../telephony.ts";
import type { NewChannel } from "./ari/ari-rest.ts";
import { type ChannelNote, NOTE_VARIABLE } from "./channel-note.ts";

/** One phone being rung for an offer. */
export type AsteriskRing = {
  readonly request: RingRequest;
  readonly channelId: string;
  /** Its channel has come to the application: only then it can be dialled. */
  isDialled: boolean;
  /** The phone said 180 or the like: it is there. */
  wasHeard: boolean;
  stopTimer: () => void;
};

/** REFER of this channel's phone goes to the hub alone, never to the dialplan. */
export const TRANSFER_BY_HUB = { "PJSIP_TRANSFER_HANDLING()": "ari-only" } as const;

/** The channel that rings a phone, with what the phone is told: who calls, which contact it is, and for which queue. */
export function ringChannel(
  request: RingRequest,
  parts: { readonly channelId: string; readonly endpoint: string; readonly from: Customer; readonly note: ChannelNote },
): NewChannel {
  const { channelId, endpoint, from, note } = parts;
  const headers = offerHeaders(request).map((line) => {
    const colon = line.indexOf(": ");
    return [`PJSIP_HEADER(add,${line.slice(0, colon)})`, line.slice(colon + 2)] as const;
  });
  const variables = {
    [NOTE_VARIABLE]: JSON.stringify(note),
    ...TRANSFER_BY_HUB,
    // Who is on the other side of this channel: chan_pjsip writes it into From. "i": told by the INVITE alone.
    "CONNECTEDLINE(name,i)": from.name ?? "",
    "CONNECTEDLINE(num,i)": from.address,
    "CONNECTEDLINE(name-pres,i)": "allowed",
    "CONNECTEDLINE(num-pres,i)": "allowed",
    ...Object.fromEntries(headers),
  };
  return { channelId, endpoint, appArgs: "leg", variables };
}
