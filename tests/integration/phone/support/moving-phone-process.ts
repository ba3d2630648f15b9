// Run in a network namespace, with a Chromium of its own: a whole phone (signalling, calls, real sound, the watch on the
// network). `customer` brings the exchange and calls 101; `operator` answers. Both say how long nothing was heard.

import { CallService } from "../../../../src-main/core/calls/call-service.ts";
import { watchNetwork } from "../../../../src-main/node/network-watch.ts";
import { systemClock as clock } from "../../../../src-main/node/system-clock.ts";
import { createSipPhone } from "../../../../src-main/sip/phone.ts";
import { HUB_LINE } from "../../../../src-shared/domain/hub-line.ts";
import { DOMAIN, ExchangeRig, passwordOf } from "../../../support/exchange-rig.ts";
import { FakeLog } from "../../../support/fake-log.ts";
import { until } from "../../../support/until.ts";
import { MediaPages } from "./media-pages.ts";
import { routeDirectly } from "./phone-rig.ts";

/** A tone is far louder; what conceals a lost packet fades away below it. */
const HEARD = 0.02;
/** Two browsers start, and the machine is busy. */
const STARTED_MS = 60_000;

const [role, given] = process.argv.slice(2);
const user = role === "customer" ? "102" : "101";
process.on("disconnect", () => process.exit());

const rig =
  role === "customer" ? await ExchangeRig.start({ host: "0.0.0.0", limits: { comeBackWithinMs: 20_000 } }) : null;
if (rig) routeDirectly(rig);
const server = given ?? `ws://127.0.0.1:${rig?.port ?? 0}/sip`;
const pages = await MediaPages.launch();
const { media } = await pages.window();
const phone = createSipPhone({ media, clock, log: new FakeLog() });
const calls = new CallService({ signalling: phone, media, clock, log: new FakeLog() });
watchNetwork({
  clock,
  onWake: () => phone.renew(),
  onChange: (hasLostOne) => {
    phone.prove();
    if (hasLostOne) calls.handleMove();
  },
});

let heardAtMs = 0;
let longestGapMs = 0;
calls.onLevels(({ customer }) => {
  if (customer < HEARD) return;
  const nowMs = Date.now();
  if (heardAtMs > 0) longestGapMs = Math.max(longestGapMs, nowMs - heardAtMs);
  else process.send?.({ hears: true });
  heardAtMs = nowMs;
});
calls.onChange(() => {
  for (const call of calls.calls()) if (call.phase === "ringing") calls.answer(call.callId);
});
phone.onEvent((event) => {
  if (event.type === "phone-changed" && event.phone.state === "ready") process.send?.({ ready: true });
});
/** Each question begins a new measurement. */
process.on("message", () => {
  const isTalking = calls.calls().some(({ phase }) => phase === "talking");
  process.send?.({ longestGapMs, silentMs: Date.now() - heardAtMs, isTalking });
  longestGapMs = 0;
});

const source = { kind: "tone", hz: role === "customer" ? 620 : 440 } as const;
phone.start({ server, domain: DOMAIN, user, password: passwordOf(user), displayName: user, source });
if (rig) {
  process.send?.({ port: rig.port });
  const { exchange } = rig;
  await until(() => exchange.isRegistered("101") && exchange.isRegistered("102"), "both phones registered", STARTED_MS);
  calls.dial("101", HUB_LINE);
}
