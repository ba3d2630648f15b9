import { SECRETS } from "../e2e/test-team.ts";
import { RawCall } from "../support/raw-sip-call.ts";
import { RawSipClient } from "../support/raw-sip-client.ts";
import { type BenchLine, benchLine, comparedLines } from "./support/bench-line.ts";
import { CHROMIUM_OFFER } from "./support/chromium-offer.ts";
import { epochMs } from "./support/epoch-ms.ts";
import { type Phone, TwoPhones } from "./support/two-phones.ts";

const WARM_UP = 4;
const CALLS = 32;

/** INVITE sent → the card on the screen, after the paint: the app against a bare SIP.js page on the same exchange. */
export async function* run(): AsyncGenerator<BenchLine> {
  await using phones = await TwoPhones.open();
  const caller = await RawSipClient.connect({ port: phones.app.port, user: "client", password: SECRETS.client });
  await caller.register();
  const values: number[] = [];
  const baselines: number[] = [];
  for (let i = 0; i < WARM_UP + CALLS; i++) {
    await bothCalm(phones);
    values.push(await ring(caller, phones.tandem));
    // Until its end has been read: both phones shall be rung while they wait for a call, and nothing else goes on.
    await phones.app.tandem.window.getByTestId("call-bar").waitFor({ state: "detached" });
    await bothCalm(phones);
    baselines.push(await ring(caller, phones.bare));
  }
  yield* comparedLines({
    name: "ring",
    values: values.slice(WARM_UP),
    baselines: baselines.slice(WARM_UP),
    maxRatio50: 1.5,
    maxRatio95: 2,
  });
  const [value = Number.NaN] = values;
  const [baseline = Number.NaN] = baselines;
  yield benchLine({ name: "ring.first", unit: "ms", value, baseline, note: "the first call after the start" });
  await caller.close();
}

/** The app hears of every call of its team: what the last one left behind is work that the bare page never has. */
async function bothCalm({ tandem, bare }: TwoPhones): Promise<void> {
  await tandem.screen.calm();
  await bare.screen.calm();
}

async function ring(caller: RawSipClient, { extension, screen }: Phone): Promise<number> {
  await screen.clear();
  const drawn = screen.cardDrawnAtMs();
  const sentAtMs = epochMs();
  const call = new RawCall(caller, extension, { body: CHROMIUM_OFFER });
  const tookMs = (await drawn) - sentAtMs;
  await call.next(180);
  await call.cancel();
  await call.final();
  return tookMs;
}
