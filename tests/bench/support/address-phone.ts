// Run in a network namespace: Tandem's own phone and its watch on the network, without a window. Answers what rings.

import { watchNetwork } from "../../../src-main/node/network-watch.ts";
import { systemClock as clock } from "../../../src-main/node/system-clock.ts";
import { createSipPhone } from "../../../src-main/sip/phone.ts";
import type { CallId } from "../../../src-shared/ids.ts";
import { DOMAIN, passwordOf } from "../../support/exchange-rig.ts";
import { FakeLog } from "../../support/fake-log.ts";
import { FakeMedia } from "../../support/fake-media.ts";

const phone = createSipPhone({ media: new FakeMedia(), clock, log: new FakeLog() });
let talk: CallId | null = null;
phone.onEvent((event) => {
  if (event.type === "phone-changed") process.send?.({ state: event.phone.state, atMs: Date.now() });
  if (event.type === "incoming") phone.accept(event.callId);
  if (event.type === "established") talk = event.callId;
  if (event.type === "ended") talk = null;
});
watchNetwork({ clock, onWake: () => phone.renew(), onChange: () => phone.prove() });
process.on("disconnect", () => process.exit());
process.on("message", () => void tellWhetherAlive());

async function tellWhetherAlive(): Promise<void> {
  process.send?.({ isAlive: talk !== null && (await phone.probe(talk)) });
}

phone.start({
  server: process.argv[2] ?? "",
  domain: DOMAIN,
  user: "101",
  password: passwordOf("101"),
  displayName: "101",
  source: { kind: "microphone" },
});
