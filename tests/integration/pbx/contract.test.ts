import { afterAll, beforeAll } from "vitest";
import { systemClock } from "../../../src-main/node/system-clock.ts";
import { createSipPhone } from "../../../src-main/sip/phone.ts";
import { Asterisk } from "../../support/asterisk/asterisk.ts";
import { describeCallSignalling } from "../../support/call-signalling-contract.ts";
import { aContractPhone } from "../../support/contract-phone.ts";
import type { ContractWorld } from "../../support/contract-world.ts";
import { passwordOf } from "../../support/exchange-rig.ts";
import { FakeLog } from "../../support/fake-log.ts";
import type { FakeMedia } from "../../support/fake-media.ts";
import { describeSipPhone } from "../../support/sip-phone-contract.ts";
import { describeTransfers } from "../../support/transfer-contract.ts";

let asterisk: Asterisk;

beforeAll(async () => {
  // INFO reaches the far side as INFO, as on the embedded exchange; a fake media could not tell of RFC 4733.
  const more = { media: "plain", options: ["dtmf_mode = info"] } as const;
  const accounts = ["101", "102", "103"].map((user) => ({ user, password: passwordOf(user), ...more }));
  asterisk = await Asterisk.start({ accounts });
});

afterAll(() => asterisk.stop());

describeCallSignalling("the SIP phone on Asterisk", onAsterisk);
describeSipPhone("on Asterisk", onAsterisk);
describeTransfers("on Asterisk", onAsterisk);

async function onAsterisk(): Promise<ContractWorld> {
  const make = (media: FakeMedia) => createSipPhone({ media, clock: systemClock, log: new FakeLog() });
  const aPhone = (user: string) => aContractPhone(user, asterisk.wsUrl, make, true);
  const phones = { anna: aPhone("101"), boris: aPhone("102"), vera: aPhone("103") };
  const stop = async () => {
    await Promise.all(Object.values(phones).map(({ signalling }) => signalling.stop()));
  };
  return { ...phones, nobody: "999", stop };
}
