import { expect, it } from "vitest";
import { systemClock } from "../../../src-main/node/system-clock.ts";
import { createSipPhone } from "../../../src-main/sip/phone.ts";
import { describeCallSignalling } from "../../support/call-signalling-contract.ts";
import { aContractPhone } from "../../support/contract-phone.ts";
import type { ContractWorld } from "../../support/contract-world.ts";
import { ExchangeRig, passwordOf } from "../../support/exchange-rig.ts";
import { FakeLog } from "../../support/fake-log.ts";
import type { FakeMedia } from "../../support/fake-media.ts";
import { FakeSignalling, FakeSwitch } from "../../support/fake-signalling.ts";
import { describeLineWatch } from "../../support/line-watch-contract.ts";
import { describeSipPhone } from "../../support/sip-phone-contract.ts";
import { describeTransfers } from "../../support/transfer-contract.ts";
import { routeDirectly } from "./support/phone-rig.ts";

const onFake = async () => {
  const exchange = new FakeSwitch({ "101": passwordOf("101"), "102": passwordOf("102"), "103": passwordOf("103") });
  const make = (media: FakeMedia) => new FakeSignalling({ exchange, media });
  return {
    anna: aContractPhone("101", "ws://fake", make),
    boris: aContractPhone("102", "ws://fake", make),
    vera: aContractPhone("103", "ws://fake", make),
    nobody: "999",
    stop: async () => undefined,
  };
};

describeCallSignalling("the fake", onFake);
describeLineWatch("the fake", onFake);

describeCallSignalling("the SIP phone on the embedded exchange", onEmbeddedExchange);
describeSipPhone("on the embedded exchange", onEmbeddedExchange);
describeTransfers("on the embedded exchange", onEmbeddedExchange);

it("an exchange that tells nothing of lines is said to tell nothing (489)", async () => {
  const rig = await ExchangeRig.start();
  routeDirectly(rig);
  const make = (media: FakeMedia) => createSipPhone({ media, clock: systemClock, log: new FakeLog() });
  const anna = aContractPhone("101", `ws://127.0.0.1:${rig.port}/sip`, make);
  const reasons: unknown[] = [];
  anna.signalling.onWatched(({ reason }) => reasons.push(reason));
  anna.signalling.watch(["102"]);
  anna.start(true);
  await expect.poll(() => reasons.at(-1)).toBe("not-supported");
  await anna.signalling.stop();
  await rig.stop();
});

async function onEmbeddedExchange(): Promise<ContractWorld> {
  const rig = await ExchangeRig.start();
  routeDirectly(rig);
  const make = (media: FakeMedia) => createSipPhone({ media, clock: systemClock, log: new FakeLog() });
  const aPhone = (user: string) => aContractPhone(user, `ws://127.0.0.1:${rig.port}/sip`, make);
  const phones = { anna: aPhone("101"), boris: aPhone("102"), vera: aPhone("103") };
  const stop = async () => {
    await Promise.all(Object.values(phones).map(({ signalling }) => signalling.stop()));
    await rig.stop();
  };
  return { ...phones, nobody: "999", stop };
}
