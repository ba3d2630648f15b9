import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Clock } from "../../../src-main/core/ports/clock.ts";
import type { WatchedLine } from "../../../src-main/core/ports/line-watch.ts";
import { systemClock } from "../../../src-main/node/system-clock.ts";
import { createSipPhone } from "../../../src-main/sip/phone.ts";
import { Asterisk } from "../../support/asterisk/asterisk.ts";
import { ContractEar } from "../../support/contract-ear.ts";
import { aContractPhone } from "../../support/contract-phone.ts";
import { passwordOf } from "../../support/exchange-rig.ts";
import { FakeLog } from "../../support/fake-log.ts";
import type { FakeMedia } from "../../support/fake-media.ts";
import { describeLineWatch } from "../../support/line-watch-contract.ts";

// Colleagues' lines on a real PBX: Asterisk's hints, told by the event package `dialog`.

const HINTS = ["101", "102", "103"].map((user) => `exten => ${user},hint,PJSIP/${user}\n`).join("");
const DIALPLAN = readFileSync(new URL("../../support/asterisk/phones.conf", import.meta.url), "utf8");

let asterisk: Asterisk;

beforeAll(async () => {
  const accounts = ["101", "102", "103"].map((user) => {
    return { user, password: passwordOf(user), media: "plain" } as const;
  });
  asterisk = await Asterisk.start({ accounts, dialplan: DIALPLAN.replace("[phones]\n", `[phones]\n${HINTS}`) });
});

afterAll(() => asterisk.stop());

function aPhone(user: string, clock: Clock = systemClock) {
  const make = (media: FakeMedia) => createSipPhone({ media, clock, log: new FakeLog() });
  return aContractPhone(user, asterisk.wsUrl, make, true);
}

describeLineWatch("the SIP phone on Asterisk", async () => {
  const phones = { anna: aPhone("101"), boris: aPhone("102"), vera: aPhone("103") };
  const stop = async () => {
    await Promise.all(Object.values(phones).map(({ signalling }) => signalling.stop()));
  };
  return { ...phones, nobody: "999", stop };
});

it("ends its subscriptions with the registration, and has them again after the PBX died", async () => {
  const anna = aPhone("101");
  const told: WatchedLine[] = [];
  anna.signalling.onWatched((line) => told.push(line));
  const last = () => told.at(-1)?.reason ?? told.at(-1)?.state;
  const ear = new ContractEar(anna);
  anna.signalling.watch(["102"]);
  anna.start(true);
  await ear.state("ready");
  await expect.poll(last).toBe("free");
  await asterisk.die();
  await expect.poll(last).toBe("own-line-lost");
  await asterisk.startAgain();
  await expect.poll(last, { timeout: 20_000 }).toBe("free");
  const subscriptions = () => asterisk.console("pjsip show subscriptions inbound");
  await expect.poll(subscriptions).toContain("dialog");
  await anna.signalling.stop();
  expect(last()).toBe("own-line-lost");
  await expect.poll(subscriptions).not.toContain("dialog");
});

it("refreshes again and again, and knows all the while", async () => {
  let refreshes = 0;
  // 80 % of what was granted, 144 s or a little less, pass in a quarter of a second.
  const isRefresh = (delayMs: number) => delayMs > 130_000 && delayMs <= 144_000;
  const hurried: Clock = {
    nowMs: () => systemClock.nowMs(),
    random: () => systemClock.random(),
    newId: () => systemClock.newId(),
    after: (delayMs, callback) =>
      systemClock.after(isRefresh(delayMs) ? 250 : delayMs, () => {
        if (isRefresh(delayMs)) refreshes += 1;
        callback();
      }),
  };
  const anna = aPhone("101", hurried);
  const told: WatchedLine[] = [];
  anna.signalling.onWatched((line) => told.push(line));
  anna.signalling.watch(["102"]);
  anna.start(true);
  await expect.poll(() => refreshes, { timeout: 20_000 }).toBeGreaterThanOrEqual(6);
  expect(told.map(({ state, reason }) => reason ?? state)).toEqual(["own-line-lost", "asking", "free"]);
  await anna.signalling.stop();
}, 30_000);

it("cannot tell a phone that is off from a free one: Asterisk says the same of both", async () => {
  const anna = aPhone("101");
  const told: WatchedLine[] = [];
  anna.signalling.onWatched((line) => told.push(line));
  anna.signalling.watch(["103"]);
  anna.start(true);
  await expect.poll(() => told.at(-1)?.state).toBe("free");
  expect(await asterisk.console("core show hints")).toMatch(/103@phones.*Unavailable/);
  await anna.signalling.stop();
});
