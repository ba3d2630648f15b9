import { type BenchLine, benchLine, comparedLines } from "./support/bench-line.ts";
import { inTime } from "./support/in-time.ts";
import { type Phone, TwoPhones } from "./support/two-phones.ts";
import { WatchedCustomer } from "./support/watched-customer.ts";

const WARM_UP = 2;
const CALLS = 22;

/** Epoch-ms spans from the click on «Ответить» to the first packet on either side. */
type Answer = { readonly atCallerMs: number; readonly atCalleeMs: number };

/** Click on «Ответить» → media flowing: the app against a bare SIP.js page, with the same caller (JsSIP in Chromium). */
export async function* run(): AsyncGenerator<BenchLine> {
  await using phones = await TwoPhones.open();
  await using caller = await WatchedCustomer.open(phones.app.tandem.hubUrl);
  const values: Answer[] = [];
  const baselines: Answer[] = [];
  for (let i = 0; i < WARM_UP + CALLS; i++) {
    values.push(await answer(caller, phones.tandem));
    baselines.push(await answer(caller, phones.bare));
  }
  for (const [name, side] of [
    ["answer", "atCallerMs"],
    ["answer.at-callee", "atCalleeMs"],
  ] as const)
    yield* comparedLines({
      name,
      values: values.slice(WARM_UP).map((each) => each[side]),
      baselines: baselines.slice(WARM_UP).map((each) => each[side]),
      maxRatio50: 1.1,
      maxRatio95: 1.3,
    });
  const [value] = values;
  const [baseline] = baselines;
  if (!value || !baseline) throw new Error("no call was answered");
  const note = "the first answer after the start";
  yield benchLine({ name: "answer.first", unit: "ms", value: value.atCallerMs, baseline: baseline.atCallerMs, note });
}

async function answer(caller: WatchedCustomer, phone: Phone): Promise<Answer> {
  await phone.screen.clear();
  await caller.forgetPackets();
  await caller.phone.call(phone.extension);
  const clickedAtMs = await phone.screen.answer();
  const [callerAtMs, calleeAtMs] = await Promise.all([
    caller.firstPacketAtMs(),
    inTime("the first packet at the callee", phone.firstPacketAtMs()),
  ]);
  await caller.phone.waitFor("established");
  await caller.phone.hangUp();
  await caller.phone.waitFor("ended");
  return { atCallerMs: callerAtMs - clickedAtMs, atCalleeMs: calleeAtMs - clickedAtMs };
}
