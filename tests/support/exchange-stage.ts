import type { TelephonyCallId } from "../../src-hub/telephony/telephony.ts";
import type { OfferId } from "../../src-shared/ids.ts";
import { ExchangeRig } from "./exchange-rig.ts";
import { RawCall, type RawDialog, RawRing } from "./raw-sip-call.ts";
import type { RawSipClient } from "./raw-sip-client.ts";
import { sdp } from "./sip-message.ts";
import type { TelephonyStage } from "./telephony-contract.ts";

/** Raw phones around the embedded exchange, played as the contract suite asks. */
export async function exchangeStage(): Promise<TelephonyStage> {
  const rig = await ExchangeRig.start();
  const phones = new Map<string, RawSipClient>();
  const calls = new Map<string, RawCall>();
  const dialogs = new Map<string, RawDialog>();
  const ownCalls = new Set<TelephonyCallId>();
  const ownOffers = new Set<OfferId>();
  const { exchange } = rig;
  const [ring, originate] = [exchange.ring.bind(exchange), exchange.originate.bind(exchange)];
  exchange.ring = (request) => {
    if (ownCalls.has(request.callId)) ownOffers.add(request.offerId);
    ring(request);
  };
  exchange.originate = (request) => {
    const callId = originate(request);
    ownCalls.add(callId);
    ownOffers.add(request.offerId);
    return callId;
  };
  const phone = (user: string): RawSipClient => {
    const known = phones.get(user);
    if (!known) throw new Error(`${user} has no phone`);
    return known;
  };
  const dialog = (user: string): RawDialog => {
    const known = dialogs.get(user);
    if (!known) throw new Error(`${user} does not talk`);
    return known;
  };
  /** The INVITE of an offer, on whichever phone it rings. */
  const ringOf = async (offerId: OfferId): Promise<RawRing> => {
    const isIt = (raw: string) => raw.startsWith("INVITE") && raw.includes(`X-Tandem-Offer: ${offerId}\r\n`);
    return Promise.any(
      [...phones.values()]
        .filter((client) => client.isOpen)
        .map(async (client) => new RawRing(client, await client.requests.take(({ raw }) => isIt(raw)))),
    );
  };
  /** The caller takes what the exchange sends: 200 of its INVITE, or the re-INVITE of a transfer. */
  const takePart = async (answered: RawDialog): Promise<void> => {
    const caller = calls.get("anna");
    if (caller && !dialogs.has("anna")) dialogs.set("anna", await caller.answered());
    else await joined(dialog("anna"));
    dialogs.set(answered.client.user, answered);
  };
  /** Who was passed to a queue is put on hold first. */
  const joined = async (one: RawDialog): Promise<void> => {
    const { body } = await one.answerReInvite(sdp("answer-to-the-target"));
    if (body.includes("a=inactive")) await joined(one);
  };
  return {
    telephony: rig.exchange,
    register: async (user) => {
      if (!phones.get(user)?.isOpen) phones.set(user, await rig.phone(user));
    },
    losePhone: async (user) => {
      phone(user).vanish();
      await phone(user).closed;
      dialogs.delete(user);
    },
    dial: async (user, dialled) => {
      dialogs.delete(user);
      calls.set(user, new RawCall(phone(user), dialled));
    },
    answer: async (offerId) => {
      const answered = (await ringOf(offerId)).answer();
      // Nobody waits for this answer who dialled.
      if (ownOffers.has(offerId)) dialogs.set(answered.client.user, answered);
      else await takePart(answered);
    },
    decline: async (offerId) => (await ringOf(offerId)).reject(603),
    hold: async (_callId: TelephonyCallId, user, held) => {
      const other = user === "anna" ? "101" : "anna";
      const done = dialog(user).reInvite(sdp("hold", held ? "sendonly" : "sendrecv"));
      await dialog(other).answerReInvite(sdp("held", held ? "recvonly" : "sendrecv"));
      await done;
    },
    transfer: async (_callId, user, dialled) => void (await dialog(user).refer(dialled)),
    hangUp: async (_callId, user) => {
      const known = dialogs.get(user);
      if (known) await known.bye();
      else await calls.get(user)?.cancel();
    },
    stop: () => rig.stop(),
  };
}
