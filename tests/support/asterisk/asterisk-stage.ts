import path from "node:path";
import { systemClock } from "../../../src-hub/clock.ts";
import { connectAsterisk } from "../../../src-hub/telephony/asterisk/asterisk-exchange.ts";
import type { AsteriskPatience } from "../../../src-hub/telephony/asterisk/patience.ts";
import { systemClock as phoneClock } from "../../../src-main/node/system-clock.ts";
import { createSipPhone } from "../../../src-main/sip/phone.ts";
import type { OfferId } from "../../../src-shared/ids.ts";
import { CallId } from "../../../src-shared/ids.ts";
import { ContractEar } from "../contract-ear.ts";
import { aContractPhone } from "../contract-phone.ts";
import { CuttingProxy } from "../cutting-proxy.ts";
import { anAccount, DOMAIN } from "../exchange-rig.ts";
import { FakeLog } from "../fake-log.ts";
import type { FakeMedia } from "../fake-media.ts";
import type { TelephonyStage } from "../telephony-contract.ts";
import { until } from "../until.ts";
import type { Asterisk } from "./asterisk.ts";

/** The announcements as they lie in the repository. */
export const ANNOUNCEMENTS = path.join(import.meta.dirname, "../../../assets/announcements");

type Seat = { readonly ear: ContractEar; readonly proxy: CuttingProxy; callId: CallId };

/** Tandem's own phones around a hub's exchange on Asterisk, played as the contract suite asks. */
export async function asteriskStage(
  asterisk: Asterisk,
  patience: Partial<AsteriskPatience> = {},
): Promise<TelephonyStage> {
  const accounts = new Map(["anna", "101", "102", "103"].map((user) => [user, anAccount(user)]));
  const log = new FakeLog();
  const telephony = await connectAsterisk({
    ari: asterisk.ari,
    accounts: { find: (user) => accounts.get(user) ?? null },
    domain: DOMAIN,
    phones: () => [],
    sounds: ANNOUNCEMENTS,
    log,
    clock: systemClock,
    patience: { comeBackMs: 300, ...patience },
  });
  const rungUsers = new Map<OfferId, string>();
  const ring = telephony.ring.bind(telephony);
  telephony.ring = (request) => {
    rungUsers.set(request.offerId, request.user);
    ring(request);
  };
  const originate = telephony.originate.bind(telephony);
  telephony.originate = (request) => {
    rungUsers.set(request.offerId, request.user);
    return originate(request);
  };
  const told: unknown[] = [];
  telephony.onEvent((event) => told.push(event));
  const seats = new Map<string, Seat>();
  const away: Seat[] = [];
  let calls = 0;
  const seat = (user: string): Seat => {
    const known = seats.get(user);
    if (!known) throw new Error(`${user} has no phone`);
    return known;
  };
  const leave = async ({ ear, proxy }: Seat) => {
    await ear.phone.signalling.stop();
    await proxy[Symbol.asyncDispose]();
  };
  const rung = async (offerId: OfferId): Promise<Seat> => {
    const one = seat(rungUsers.get(offerId) ?? "");
    const incoming = one.ear.next("incoming").catch((cause: unknown) => {
      throw new Error(`nothing rang: ${JSON.stringify(log.lines)} ${JSON.stringify(told)}`, { cause });
    });
    one.callId = (await incoming).callId;
    return one;
  };
  return {
    telephony,
    register: async (user) => {
      if (seats.has(user)) return;
      const proxy = await CuttingProxy.start(asterisk.httpPort);
      const make = (media: FakeMedia) => createSipPhone({ media, clock: phoneClock, log: new FakeLog() });
      const ear = new ContractEar(aContractPhone(user, `${proxy.url.replace("http", "ws")}/ws`, make));
      seats.set(user, { ear, proxy, callId: CallId.parse("none") });
      ear.phone.start(true);
      await ear.state("ready");
      await until(() => telephony.isRegistered(user), `${user} is known at the exchange`);
    },
    losePhone: async (user) => {
      const gone = seat(user);
      seats.delete(user);
      away.push(gone);
      gone.proxy.retarget(1);
      gone.proxy.cut();
    },
    dial: async (user, dialled) => {
      calls += 1;
      const one = seat(user);
      one.callId = CallId.parse(`stage-${calls}`);
      one.ear.phone.signalling.dial(one.callId, dialled);
    },
    answer: async (offerId) => {
      const { ear, callId } = await rung(offerId);
      ear.phone.signalling.accept(callId);
    },
    decline: async (offerId) => {
      const { ear, callId } = await rung(offerId);
      ear.phone.signalling.reject(callId, 603);
    },
    hold: async (_callId, user, held) => {
      const { ear, callId } = seat(user);
      ear.phone.signalling.setHeld(callId, held);
      await ear.next("hold-changed");
    },
    transfer: async (_callId, user, dialled) => {
      const { ear, callId } = seat(user);
      ear.phone.signalling.refer(callId, dialled);
    },
    hangUp: async (_callId, user) => {
      const { ear, callId } = seat(user);
      ear.phone.signalling.hangUp(callId);
    },
    stop: async () => {
      await Promise.all([...seats.values(), ...away].map(leave));
      await telephony.close();
      await asterisk.console("channel request hangup all");
    },
  };
}
