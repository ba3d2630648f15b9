import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeClock } from "../../tests/support/fake-clock.ts";
import { watchNetwork } from "./network-watch.ts";

let clock: FakeClock;
let addresses: readonly string[];
let told: string[];
let stop: () => void;

beforeEach(() => {
  clock = new FakeClock();
  addresses = ["eth0 192.0.2.5"];
  told = [];
  stop = watchNetwork({
    clock,
    addresses: () => addresses,
    onChange: (hasLostOne) => told.push(hasLostOne ? "lost" : "change"),
    onWake: () => told.push("wake"),
  });
});

afterEach(() => stop());

describe("watchNetwork", () => {
  it("says nothing while nothing changes", async () => {
    await clock.run(30_000);
    expect(told).toEqual([]);
  });

  it("tells each change of addresses once, also of an address that went", async () => {
    addresses = [];
    await clock.run(1_000);
    addresses = ["wlan0 192.0.2.77"];
    await clock.run(5_000);
    expect(told).toEqual(["lost", "change"]);
  });

  it("tells a VPN that comes up as another address, and one that goes down as an address that is gone", async () => {
    addresses = ["eth0 192.0.2.5", "tun0 10.8.0.6"];
    await clock.run(1_000);
    addresses = ["eth0 192.0.2.5"];
    await clock.run(1_000);
    // A dock: one goes and another comes between two looks.
    addresses = ["wlan0 192.0.2.77"];
    await clock.run(1_000);
    expect(told).toEqual(["change", "lost", "lost"]);
  });

  it("takes a jump of the clock for sleep, and tells it instead of the change that came with it", async () => {
    await clock.run(2_000);
    addresses = ["wlan0 192.0.2.77"];
    clock.jump(3_600_000);
    await clock.run(1_000);
    expect(told).toEqual(["wake"]);
  });

  it("is silent after its stop", async () => {
    stop();
    addresses = [];
    await clock.run(5_000);
    expect(told).toEqual([]);
  });
});
