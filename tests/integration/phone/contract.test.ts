import type { CallSignalling } from "../../../src-main/core/ports/call-signalling.ts";
import { systemClock } from "../../../src-main/node/system-clock.ts";
import { createSipPhone } from "../../../src-main/sip/phone.ts";
import { type ContractPhone, describeCallSignalling } from "../../support/call-signalling-contract.ts";
import { DOMAIN, ExchangeRig, passwordOf } from "../../support/exchange-rig.ts";
import { FakeLog } from "../../support/fake-log.ts";
import { FakeMedia } from "../../support/fake-media.ts";
import { FakeSignalling, FakeSwitch } from "../../support/fake-signalling.ts";
import { routeDirectly } from "./support/phone-rig.ts";

function aPhone(user: string, server: string, make: (media: FakeMedia) => CallSignalling): ContractPhone {
  const media = new FakeMedia();
  const signalling = make(media);
  const start = (isPasswordRight: boolean) => {
    const password = isPasswordRight ? passwordOf(user) : "wrong-secret";
    const source = { kind: "microphone" } as const;
    signalling.start({ server, domain: DOMAIN, user, password, displayName: user, source });
  };
  return { user, signalling, media, start };
}

describeCallSignalling("the fake", async () => {
  const exchange = new FakeSwitch({ "101": passwordOf("101"), "102": passwordOf("102") });
  const make = (media: FakeMedia) => new FakeSignalling({ exchange, media });
  return {
    anna: aPhone("101", "ws://fake", make),
    boris: aPhone("102", "ws://fake", make),
    nobody: "999",
    stop: async () => undefined,
  };
});

describeCallSignalling("the SIP phone on the embedded exchange", async () => {
  const rig = await ExchangeRig.start();
  routeDirectly(rig);
  const make = (media: FakeMedia) => createSipPhone({ media, clock: systemClock, log: new FakeLog() });
  const server = `ws://127.0.0.1:${rig.port}/sip`;
  const [anna, boris] = [aPhone("101", server, make), aPhone("102", server, make)];
  return {
    anna,
    boris,
    nobody: "999",
    stop: async () => {
      await Promise.all([anna.signalling.stop(), boris.signalling.stop()]);
      await rig.stop();
    },
  };
});
