import { describe, expect, it } from "vitest";
import { OperatorId } from "../../src-shared/ids.ts";
import { settle } from "../../tests/support/fake-clock.ts";
import { closed, PlayedDesktop, PlayedLink } from "../../tests/support/played-link.ts";
import type { Viewer } from "./visibility.ts";

const MARINA: Viewer = { operatorId: OperatorId.parse("marina"), role: "operator" };

async function append(link: PlayedLink, count = 1): Promise<void> {
  link.append(...Array.from({ length: count }, (_none, index) => closed(link.log.length + index + 1)));
  await settle();
}

describe("FramePump", () => {
  it("sends a lone event at once", async () => {
    const link = new PlayedLink();
    const desktop = new PlayedDesktop(link, MARINA);
    await append(link);
    await append(link);
    expect(desktop.spans).toEqual(["0-1:1", "1-2:1"]);
  });

  it("gathers under load: after a burst, one frame a window", async () => {
    const link = new PlayedLink();
    const desktop = new PlayedDesktop(link, MARINA);
    for (let count = 0; count < 30; count += 1) await append(link);
    expect(desktop.frames).toHaveLength(8);
    await link.clock.run(50);
    expect(desktop.spans.at(-1)).toBe("8-30:22");
    expect(link.clock.pendingTimers).toBe(0);
  });

  it("catches up in whole frames, keeps a bounded number on their way, and goes on when one was applied", async () => {
    const link = new PlayedLink();
    await append(link, 10_000);
    const desktop = new PlayedDesktop(link, MARINA);
    desktop.isAcknowledging = false;
    await settle();
    expect(desktop.spans).toHaveLength(8);
    await append(link);
    await link.clock.run(1000);
    expect(desktop.spans).toHaveLength(8);
    desktop.answers.shift()?.();
    await settle();
    expect(desktop.spans.at(-1)).toBe("4000-4500:500");
  });

  it("sends nothing to a live reader who does not answer, and catches it up by few frames when it does", async () => {
    const link = new PlayedLink();
    const desktop = new PlayedDesktop(link, MARINA);
    desktop.isAcknowledging = false;
    for (let count = 0; count < 100; count += 1) {
      await append(link);
      await link.clock.run(100);
    }
    expect(desktop.spans).toHaveLength(8);
    desktop.answerAll();
    await settle();
    expect(desktop.spans.slice(8)).toEqual(["8-100:92"]);
    expect(desktop.isLive).toBe(true);
  });

  it("starts the chain again, and no longer counts what was acknowledged of the old one", async () => {
    const link = new PlayedLink();
    await append(link, 6);
    const desktop = new PlayedDesktop(link, MARINA, 5);
    desktop.isAcknowledging = false;
    await settle();
    desktop.pump.resume(2);
    await settle();
    for (const answer of desktop.answers.splice(0, 1)) answer();
    expect(desktop.spans).toEqual(["5-6:1", "2-6:4"]);
    desktop.pump.resume(900);
    await append(link);
    expect(desktop.spans.at(-1)).toBe("6-7:1");
  });

  it("stops with its desktop, and after a fault, which it tells", async () => {
    const link = new PlayedLink();
    const stopped = new PlayedDesktop(link, MARINA);
    stopped.pump.stop();
    stopped.pump.resume(0);
    await append(link);
    expect(stopped.frames).toEqual([]);
    link.isBroken = true;
    const broken = new PlayedDesktop(link, MARINA);
    await settle();
    expect(link.faults).toHaveLength(1);
    await append(link);
    expect([link.faults.length, broken.frames.length]).toEqual([1, 0]);
  });
});
