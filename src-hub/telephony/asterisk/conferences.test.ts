import { describe, expect, it } from "vitest";
import { FakeClock } from "../../../tests/support/fake-clock.ts";
import { type ConferenceCall, Conferences, type OpenTalk } from "./conferences.ts";

const TEAM = ["1001", "1002"];

class PlayedCall implements ConferenceCall {
  readonly left: string[] = [];
  readonly name: string;
  readonly #talks: Readonly<Record<string, OpenTalk>>;

  constructor(name: string, talks: Readonly<Record<string, OpenTalk>>) {
    this.name = name;
    this.#talks = talks;
  }

  openTalkOf(user: string): OpenTalk | null {
    return this.#talks[user] ?? null;
  }

  leaveTo(user: string, other: PlayedCall): boolean {
    this.left.push(`${user} to ${other.name}`);
    return true;
  }
}

const customer = () => new PlayedCall("customer", { "1001": { far: "+79000000001", hasDialled: false } });
const colleague = () => new PlayedCall("colleague", { "1001": { far: "1002", hasDialled: true } });
const outside = (hasDialled: boolean) => new PlayedCall("outside", { "1001": { far: "+79000000002", hasDialled } });
const held = () => new PlayedCall("held", {});

function stage(calls: readonly PlayedCall[], isUp = true) {
  const clock = new FakeClock();
  const isOfTeam = (user: string) => TEAM.includes(user);
  const conferences = new Conferences({ clock, calls: () => calls, isOfTeam, isUp: () => isUp, waitMs: 6000 });
  return {
    clock,
    conferences,
    left: () => calls.flatMap((call) => call.left.map((words) => `${call.name}: ${words}`)),
  };
}

describe("a talk of three whose phone is gone", () => {
  it("goes on between the two others: the customer's contact takes in the colleague, whichever came first", () => {
    for (const calls of [
      [customer(), colleague()],
      [colleague(), customer()],
    ]) {
      const { clock, conferences, left } = stage(calls);
      conferences.phoneChanged("1001", false);
      clock.advance(5999);
      expect(left()).toEqual([]);
      clock.advance(1);
      expect(left()).toEqual(["customer: 1001 to colleague"]);
    }
  });

  it("waits no longer when the phone is back, the exchange is away, or the hub ends", () => {
    const back = stage([customer(), colleague()]);
    back.conferences.phoneChanged("1001", false);
    back.conferences.phoneChanged("1001", true);
    const away = stage([customer(), colleague()], false);
    away.conferences.phoneChanged("1001", false);
    const ended = stage([customer(), colleague()]);
    ended.conferences.phoneChanged("1001", false);
    ended.conferences.dispose();
    for (const { clock, left } of [back, away, ended]) {
      clock.advance(60_000);
      expect(left()).toEqual([]);
    }
  });

  it.each([
    ["one talk alone", [customer()], []],
    ["the other is on hold", [customer(), held()], []],
    ["more than two", [customer(), colleague(), outside(true)], []],
    ["two customers who called by themselves", [customer(), outside(false)], []],
    ["somebody outside whom the phone called", [customer(), outside(true)], ["customer: 1001 to outside"]],
  ])("%s", (_words, calls, expected) => {
    const { clock, conferences, left } = stage(calls);
    conferences.phoneChanged("1001", false);
    clock.advance(6000);
    expect(left()).toEqual(expected);
  });
});
