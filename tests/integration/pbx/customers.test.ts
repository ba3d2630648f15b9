import { afterEach, beforeEach, expect, it } from "vitest";
import { Asterisk } from "../../support/asterisk/asterisk.ts";
import { BaresipCustomer } from "../../support/asterisk/baresip-customer.ts";
import { freeSipPort } from "../../support/asterisk/free-ports.ts";

let asterisk: Asterisk;
let customer: BaresipCustomer;

beforeEach(async () => {
  const port = await freeSipPort();
  const dialplan = "[phones]\n[outside]\nexten => 600,1,Answer()\n same => n,Echo()\n";
  asterisk = await Asterisk.start({ peers: [{ name: "ivan", port }], dialplan });
  customer = await BaresipCustomer.start({ name: "ivan", port, pbxPort: asterisk.sipPort, hz: 770 });
});

afterEach(async () => {
  await customer.stop();
  await asterisk.stop();
});

it("baresip calls through Asterisk, and hears what it speaks from an echo", async () => {
  customer.dial("600");
  await customer.next("CALL_ESTABLISHED");
  await expect.poll(() => customer.hears(770)).toBe(true);
  expect(await customer.hears(440)).toBe(false);
  customer.hangUp();
  await customer.next("CALL_CLOSED");
});
