import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Role } from "../../src-shared/domain/rights.ts";
import { OperatorId } from "../../src-shared/ids.ts";
import { settle } from "../../tests/support/fake-clock.ts";
import { closed, PlayedDesktop, PlayedLink, writtenTo } from "../../tests/support/played-link.ts";
import { mayOperatorSee, type Viewer } from "./visibility.ts";

function viewer(index: number, role: Role = "operator"): Viewer {
  return { operatorId: OperatorId.parse(`operator-${index}`), role };
}

function aTeam(link: PlayedLink, size: number): readonly PlayedDesktop[] {
  return Array.from({ length: size }, (_none, index) => new PlayedDesktop(link, viewer(index)));
}

describe("LiveFeed", () => {
  it("makes one frame for all who see the same, and asks each of many now and then to acknowledge", async () => {
    const link = new PlayedLink();
    const team = aTeam(link, 320);
    for (const desktop of team) desktop.isAcknowledging = false;
    for (let round = 0; round < 20; round += 1) {
      link.append(closed(round));
      await link.clock.run(100);
    }
    expect(link.shared).toBe(20);
    expect(new Set(team.map(({ answers }) => answers.length))).toEqual(new Set([2]));
    for (const desktop of team) expect(desktop.held).toEqual(link.log);
  });

  it("gives what is one person's alone to that one, in the same chain", async () => {
    const link = new PlayedLink();
    const team = aTeam(link, 100);
    link.append(closed(1), writtenTo("operator-7"), closed(2));
    await settle();
    expect(team[7]?.spans).toEqual(["0-3:3"]);
    expect(team[8]?.spans).toEqual(["0-3:2"]);
  });

  it("drops whoever does not answer, and nobody else", async () => {
    const link = new PlayedLink();
    const team = aTeam(link, 100);
    const [silent] = team;
    if (silent) silent.isAcknowledging = false;
    for (let round = 0; round < 200; round += 1) {
      link.append(closed(round));
      await link.clock.run(100);
    }
    expect(silent?.frames.length).toBeLessThanOrEqual(64);
    expect(team.slice(1).every(({ lastSeq }) => lastSeq === 200)).toBe(true);
    silent?.answerAll();
    await settle();
    expect(silent?.held).toEqual(link.log);
  });

  it("stops with its timer", async () => {
    const link = new PlayedLink();
    aTeam(link, 1);
    for (let count = 0; count < 20; count += 1) link.append(closed(count));
    link.feed.stop();
    expect(link.clock.pendingTimers).toBe(0);
  });
});

const Step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("append" as const), events: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("append" as const), events: fc.constant(1200) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("write" as const), owner: fc.nat(4) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.nat(120) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("cut" as const), who: fc.nat(60), back: fc.nat(2000) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("silent" as const), who: fc.nat(60) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("answer" as const), who: fc.nat(60) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("resume" as const), who: fc.nat(60), back: fc.nat(2000) }) },
);

/** One desktop loses its link, perhaps with what it applied last, and links anew. */
function cut(link: PlayedLink, desktop: PlayedDesktop, back: number): PlayedDesktop {
  desktop.pump.stop();
  desktop.isLive = false;
  const afterSeq = Math.max(0, desktop.lastSeq - back);
  const anew = new PlayedDesktop(link, desktop.viewer, afterSeq);
  anew.held.push(...desktop.held.filter(({ seq }) => seq <= afterSeq));
  return anew;
}

describe("catching up with any cut", () => {
  it("leaves every desktop with all it may see, in order, once", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(Step, { maxLength: 60 }),
        fc.integer({ min: 1, max: 80 }),
        fc.array(fc.constantFrom(...Role.options), { minLength: 80, maxLength: 80 }),
        async (steps, size, roles) => {
          const link = new PlayedLink();
          const team = Array.from(
            { length: size },
            (_none, index) => new PlayedDesktop(link, viewer(index, roles[index])),
          );
          const other = (who: number) => team[who % size] ?? new PlayedDesktop(link, viewer(who));
          for (const step of steps) {
            if (step.do === "append") link.append(...Array.from({ length: step.events }, (_none, id) => closed(id)));
            if (step.do === "write") link.append(writtenTo(`operator-${step.owner}`));
            if (step.do === "pass") await link.clock.run(step.ms);
            if (step.do === "silent") other(step.who).isAcknowledging = false;
            if (step.do === "answer") other(step.who).answerAll();
            if (step.do === "cut") team[step.who % size] = cut(link, other(step.who), step.back);
            if (step.do === "resume") {
              const desktop = other(step.who);
              const lastSeq = Math.max(0, desktop.lastSeq - step.back);
              desktop.lastSeq = lastSeq;
              desktop.held.splice(0, desktop.held.length, ...desktop.held.filter(({ seq }) => seq <= lastSeq));
              desktop.pump.resume(lastSeq);
            }
          }
          for (const desktop of team) desktop.answerAll();
          for (let turn = 0; turn < 10; turn += 1) await link.clock.run(50);
          for (const desktop of team) {
            expect(desktop.lastSeq).toBe(link.log.length);
            expect(desktop.held).toEqual(link.log.filter((event) => mayOperatorSee(desktop.viewer, event)));
            expect(desktop.isLive).toBe(true);
          }
          expect([link.faults, link.clock.pendingTimers]).toEqual([[], 0]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
