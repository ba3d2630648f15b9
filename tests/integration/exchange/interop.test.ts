import JsSIP from "jssip";
import { Registerer, RegistererState, UserAgent } from "sip.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DOMAIN, ExchangeRig, passwordOf } from "../../support/exchange-rig.ts";

// Phones we did not write, as far as they go without a browser: registration. Their calls are the e2e's business.

let rig: ExchangeRig;

beforeEach(async () => {
  rig = await ExchangeRig.start();
});

afterEach(() => rig.stop());

function jsSipPhone(password: string): JsSIP.UA {
  const sockets = [new JsSIP.WebSocketInterface(`ws://127.0.0.1:${rig.port}/sip`)];
  return new JsSIP.UA({ sockets, uri: `sip:anna@${DOMAIN}`, password, register: true, register_expires: 60 });
}

test("JsSIP registers by digest and unregisters", async () => {
  const phone = jsSipPhone(passwordOf("anna"));
  const registered = new Promise((resolve) => {
    phone.on("registered", resolve);
  });
  phone.start();
  await registered;
  expect(rig.exchange.isRegistered("anna")).toBe(true);
  phone.unregister();
  await rig.next("phone-changed", ({ registered }) => !registered);
  phone.stop();
});

test("JsSIP with a wrong password is told so", async () => {
  const phone = jsSipPhone("wrong-password");
  const cause = new Promise<string>((resolve) => {
    phone.on("registrationFailed", (event) => resolve(String(event.cause)));
  });
  phone.start();
  expect(await cause).toBe("Authentication Error");
  expect(rig.exchange.isRegistered("anna")).toBe(false);
  phone.stop();
});

test("SIP.js registers by digest and unregisters", async () => {
  const uri = UserAgent.makeURI(`sip:101@${DOMAIN}`);
  if (!uri) throw new Error("no uri");
  const agent = new UserAgent({
    uri,
    authorizationUsername: "101",
    authorizationPassword: passwordOf("101"),
    transportOptions: { server: `ws://127.0.0.1:${rig.port}/sip` },
    logBuiltinEnabled: false,
  });
  await agent.start();
  const registerer = new Registerer(agent, { expires: 60 });
  const registered = new Promise<void>((resolve) => {
    registerer.stateChange.addListener((state) => state === RegistererState.Registered && resolve());
  });
  await registerer.register();
  await registered;
  await registerer.unregister();
  await rig.next("phone-changed", ({ registered }) => !registered);
  await agent.stop();
});
