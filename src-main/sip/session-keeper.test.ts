import { beforeEach, describe, expect, it } from "vitest";
import { FakeClock } from "../../tests/support/fake-clock.ts";
import { SessionKeeper } from "./session-keeper.ts";

let clock: FakeClock;
let keeper: SessionKeeper;
let told: string[];

beforeEach(() => {
  clock = new FakeClock();
  told = [];
  keeper = new SessionKeeper({ clock, refresh: () => told.push("refresh"), expire: () => told.push("expire") });
});

const message = (expires?: string) => ({ getHeader: () => expires });

describe("the session timer of a talk", () => {
  it("is kept by this side when it is the refresher, and never expires", async () => {
    keeper.agree({ headers: [], intervalS: 90, refreshEveryMs: 45_000 });
    await clock.run(200_000);
    expect(told).toEqual(["refresh", "refresh", "refresh", "refresh"]);
  });

  it("expires a third, and at most 32 s, before its end when the far side does not refresh", async () => {
    keeper.agree({ headers: [], intervalS: 90, refreshEveryMs: null });
    await clock.run(59_999);
    expect(told).toEqual([]);
    await clock.run(1);
    expect(told).toEqual(["expire"]);
  });

  it("starts anew with each refresh, with the interval that is told", async () => {
    keeper.agree({ headers: [], intervalS: 1800, refreshEveryMs: null });
    await clock.run(1_700_000);
    keeper.heardRefresh(message("90"), true);
    await clock.run(50_000);
    keeper.heardRefresh(message("90"), false);
    await clock.run(59_000);
    expect(told).toEqual([]);
    await clock.run(1_000);
    expect(told).toEqual(["expire"]);
  });

  it("is watched when the one who was called, or an UPDATE, says that it will be kept", async () => {
    keeper.heardAnswer(message("90;refresher=uas"));
    await clock.run(60_000);
    keeper.heardRefresh(message("120"), true);
    await clock.run(88_000);
    expect(told).toEqual(["expire", "expire"]);
  });

  it("is nobody's when it was not agreed, was ended by the far side, or the talk is over", async () => {
    keeper.agree(null);
    keeper.heardAnswer(message());
    keeper.heardRefresh(message("90"), false);
    await clock.run(3_600_000);
    keeper.agree({ headers: [], intervalS: 90, refreshEveryMs: null });
    keeper.heardRefresh(message(), false);
    await clock.run(3_600_000);
    keeper.heardAnswer(message("90;refresher=uas"));
    keeper.dispose();
    await clock.run(3_600_000);
    expect(told).toEqual([]);
  });
});
