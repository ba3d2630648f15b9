import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TelephonyCallId } from "../../../src-hub/telephony/telephony.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import type { OfferId, OperatorId } from "../../../src-shared/ids.ts";
import { lev, marina, TEAM, TestHub } from "./support/a-hub.ts";

const DIALLED = ["700", "701", "1001", "1002", "+79000001427", "12345"];
const USERS = ["irina", "petr", "1001", "1002"];

const BUDGET_MS = 25_000;

/** Each contact is written up, one may rest at a time, and time may be added. */
const BUSY = Team.parse({
  ...TEAM,
  maxOnBreak: 1,
  queues: TEAM.queues.map((queue) => ({
    ...queue,
    wrapUpMs: 8000,
    wrapUp: { extensionMs: 5000, extensionsPerContact: 2, shiftBudgetMs: BUDGET_MS },
  })),
});

type Action = readonly [kind: number, choice: number, other: number];

const actions = fc.array(fc.tuple(fc.nat(15), fc.nat(50), fc.nat(50)), { minLength: 20, maxLength: 60 });

/** Plays people who do anything at any time, and checks the invariants after each step (`settle` does). */
class Crowd {
  readonly #test: TestHub;
  readonly #calls: TelephonyCallId[] = [];

  constructor(test: TestHub) {
    this.#test = test;
  }

  async act([kind, choice, other]: Action): Promise<void> {
    const { telephony, hub } = this.#test;
    const user = pick(USERS, choice);
    const operatorId = choice % 2 === 0 ? marina : lev;
    if (kind <= 2) this.#calls.push(telephony.arrive({ fromUser: user, dialled: pick(DIALLED, other) }));
    else if (kind <= 5) this.#try(() => telephony.answer(this.#offer(choice)));
    else if (kind === 6)
      this.#try(() =>
        telephony.ringFails(this.#offer(choice), pick(["no-answer", "declined", "busy"] as const, other)),
      );
    else if (kind === 7) this.#try(() => telephony.callerLeaves(this.#call(choice)));
    else if (kind === 8) this.#try(() => telephony.calleeHangsUp(this.#call(choice)));
    else if (kind === 9) this.#try(() => telephony.hold(this.#call(choice), pick(USERS, other), other % 2 === 0));
    else if (kind === 10)
      this.#try(() => telephony.askTransfer(this.#call(choice), pick(USERS, other), pick(DIALLED, other)));
    else if (kind === 11) telephony.setRegistered(user, other % 3 !== 0);
    else if (kind === 12) {
      if (other % 4 === 0) hub.service.desktopGone(operatorId);
      else hub.service.desktopLinked(operatorId);
      await this.#test.choose(
        operatorId,
        other % 5 === 0 ? { status: "break", reason: "lunch" } : { status: "online" },
      );
    } else if (kind === 13) {
      const next = pick([null, { status: "break", reason: "lunch" }, { status: "offline" }] as const, other);
      await this.#test.command(operatorId, "operator.set-next-status", { next });
    } else if (kind === 14) await this.#writeUp(operatorId, other);
    else await this.#test.pass(other * 400);
    await this.#test.settle();
  }

  /** Finishes, prolongs or notes any contact of the log, whoever's it is and however it stands. */
  async #writeUp(operatorId: OperatorId, other: number): Promise<void> {
    const { interactionId } = pick(await this.#test.interactions(), other) ?? {};
    if (interactionId === undefined) return;
    if (other % 3 === 0) await this.#test.command(operatorId, "interaction.finish-wrap-up", { interactionId });
    else if (other % 3 === 1) await this.#test.command(operatorId, "interaction.extend-wrap-up", { interactionId });
    else await this.#test.command(operatorId, "interaction.set-note", { interactionId, text: "x" });
  }

  async goHome(): Promise<void> {
    for (const callId of this.#calls) this.#try(() => this.#test.telephony.callerLeaves(callId));
    await this.#test.pass(120_000);
  }

  /** What people cannot do now, the fake exchange refuses to play. */
  #try(play: () => void): void {
    try {
      play();
    } catch (error) {
      if (!(error instanceof Error) || !/is over|never was|not answered|is not in|does not ring/.test(error.message))
        throw error;
    }
  }

  #call(choice: number): TelephonyCallId {
    return pick(this.#calls, choice) ?? ("none" as TelephonyCallId);
  }

  #offer(choice: number): OfferId {
    const ringing = this.#test.telephony.commandsOf("ring").map(({ request }) => request.offerId);
    return pick(ringing.slice(-4), choice) ?? ("none" as OfferId);
  }
}

/** Nobody has more of a shift's budget than there is, and no contact is closed or left twice. */
function expectSoundWork(events: readonly LogEvent[]): void {
  const prolonged = new Map<string, number>();
  for (const event of events)
    if (event.type === "interaction.wrap-up-extended") {
      const { operatorId, byMs } = event.payload;
      prolonged.set(operatorId, (prolonged.get(operatorId) ?? 0) + byMs);
    }
  for (const sumMs of prolonged.values()) expect(sumMs).toBeLessThanOrEqual(BUDGET_MS);
  const closed = events.flatMap((event) => (event.type === "interaction.closed" ? [event.payload.interactionId] : []));
  expect(new Set(closed).size).toBe(closed.length);
}

function pick<Value>(values: readonly Value[], choice: number): Value {
  return values[choice % values.length] as Value;
}

describe("the hub among people who do anything", () => {
  it("keeps every open interaction owned or placed, offers nobody two, and closes all in the end", async () => {
    await fc.assert(
      fc.asyncProperty(actions, async (steps) => {
        const test = await TestHub.start({ team: BUSY });
        try {
          await test.putOnline(marina, lev);
          for (const user of ["irina", "petr"]) test.telephony.setRegistered(user, true);
          const crowd = new Crowd(test);
          for (const step of steps) await crowd.act(step);
          await crowd.goHome();
          expect(test.hub.log.unclosed()).toEqual([]);
          expectSoundWork(await test.events());
          for (const interaction of await test.interactions()) {
            expect(interaction.state).toBe("closed");
            expect(interaction.result === "answered").toBe(
              interaction.acceptedAtMs !== null && interaction.result !== "interrupted",
            );
          }
        } finally {
          await test.stop();
        }
      }),
      { numRuns: 60 },
    );
  });
});
