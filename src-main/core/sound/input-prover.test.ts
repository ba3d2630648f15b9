import { beforeEach, describe, expect, it } from "vitest";
import type { InputSound } from "../../../src-shared/ipc/sound.ts";
import { FakeClock, settle } from "../../../tests/support/fake-clock.ts";
import { FakeLog } from "../../../tests/support/fake-log.ts";
import { FakeMedia } from "../../../tests/support/fake-media.ts";
import { InputProver } from "./input-prover.ts";

const device = (deviceId: string) => ({ deviceId, groupId: deviceId, label: deviceId });

let clock: FakeClock;
let media: FakeMedia;
let prover: InputProver;

beforeEach(() => {
  clock = new FakeClock();
  media = new FakeMedia();
  prover = new InputProver({ clock, log: new FakeLog(), media });
});

type Change = { input?: InputSound; microphone?: string | null; isWorking?: boolean; isTalking?: boolean };

async function follow(change: Change = {}): Promise<void> {
  const { input = "unknown", microphone = "headset", isWorking = true, isTalking = false } = change;
  prover.follow({
    isWorking,
    isTalking,
    sound: { input, microphone: microphone === null ? null : device(microphone) },
  });
  await settle();
}

const proofs = () => media.named("media.prove-input").length;

describe("the proof of the microphone", () => {
  it("is made on the way to the line, once, and again at the next time", async () => {
    await follow({ isWorking: false });
    expect(proofs()).toBe(0);
    await follow();
    await follow({ input: "alive" });
    await follow({ input: "alive" });
    expect(proofs()).toBe(1);
    await follow({ input: "alive", isWorking: false });
    await follow({ input: "alive" });
    expect(proofs()).toBe(2);
  });

  it("is made of another microphone at once; without one nothing is opened", async () => {
    await follow({ input: "alive" });
    await follow({ microphone: null });
    await follow({ microphone: "laptop" });
    await follow({ microphone: "laptop", input: "alive" });
    await follow({ microphone: "headset" });
    expect(proofs()).toBe(3);
  });

  it("is left to the talk while there is one", async () => {
    await follow({ isTalking: true });
    expect(proofs()).toBe(0);
  });

  it("of a silent one is tried again every 15 s, until it is heard", async () => {
    await follow({ input: "silent" });
    await clock.run(15_000);
    await clock.run(15_000);
    expect(proofs()).toBe(3);
    await follow({ input: "alive" });
    await clock.run(60_000);
    expect(proofs()).toBe(3);
    expect(clock.pendingTimers).toBe(0);
  });

  it("leaves nothing behind when the operator leaves the line, or the program ends", async () => {
    await follow({ input: "muted" });
    await follow({ input: "muted", isWorking: false });
    expect(clock.pendingTimers).toBe(0);
    await follow({ input: "muted" });
    prover.dispose();
    expect(clock.pendingTimers).toBe(0);
  });

  it("a media window that is gone is asked again when it is back", async () => {
    media.kill();
    await follow();
    await follow({ microphone: null });
    media.revive();
    await follow();
    expect(proofs()).toBe(2);
  });
});
