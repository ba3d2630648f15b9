import { describe, expect, it } from "vitest";
import { CallId, InteractionId } from "../../src-shared/ids.ts";
import type { CallView, PhoneState } from "../../src-shared/ipc/workplace.ts";
import { FakeClock } from "../../tests/support/fake-clock.ts";
import type { Media } from "../core/ports/media.ts";
import { CUSTOMER_HZ, NOBODY_HZ, OPERATOR_HZ, runSelfTest, type SelfTestParts } from "./self-test.ts";

const callId = CallId.parse("call");
const interactionId = InteractionId.parse("interaction");

/** A workplace where each step follows the one before after 100 ms; `heard` says which tones each end hears. */
function setUp(options: { readonly heard?: (mediaId: string, hz: number) => boolean; readonly stuckAt?: string } = {}) {
  const clock = new FakeClock();
  const heard = options.heard ?? ((id, hz) => hz === (id === "operator" ? CUSTOMER_HZ : OPERATOR_HZ));
  let phone: PhoneState["state"] = "registering";
  let calls: CallView[] = [];
  let isOver = false;
  const call = (change: Partial<CallView>) => ({ callId, interactionId, media: "none", ...change }) as CallView;
  const then = (step: string, work: () => void) => {
    if (options.stuckAt !== step) clock.after(100, work);
  };
  then("register", () => {
    phone = "ready";
  });
  const parts: SelfTestParts = {
    clock,
    media: {
      ask: async (_name: string, { mediaId, hz }: { mediaId: string; hz: number }) => ({
        heard: heard(mediaId, hz),
        levelDb: 0,
      }),
    } as unknown as Media,
    host: "stand-in",
    phone: () => ({ state: phone }) as PhoneState,
    calls: () => calls,
    isOnline: () => true,
    onChange: () => () => {},
    isPainted: () => true,
    callMe: () => {
      then("ring", () => {
        calls = [call({ phase: "ringing" })];
      });
      return { ok: true };
    },
    answer: () =>
      then("answer", () => {
        calls = [call({ phase: "talking", media: "flowing" })];
      }),
    hangUp: () =>
      then("end", () => {
        calls = [];
        isOver = true;
      }),
    mediaIds: () => ({ operator: "operator", customer: "customer" }),
    inTalk: async () => {},
    isInHistory: () => isOver && options.stuckAt !== "history",
  };
  return { clock, parts };
}

async function run({ clock, parts }: ReturnType<typeof setUp>) {
  const outcome = runSelfTest(parts);
  await clock.run(70_000);
  return outcome;
}

const good = {
  registered: true,
  ringMs: 100,
  answerMs: 100,
  audioInOk: true,
  audioOutOk: true,
  historySaved: true,
  host: "stand-in",
};

describe("runSelfTest", () => {
  it("sees a whole call", async () => {
    expect(await run(setUp())).toEqual({ result: good, failure: null });
  });

  it("fails when a side hears nothing, and when it hears what nobody sends", async () => {
    const deaf = await run(setUp({ heard: () => false }));
    expect(deaf.result).toMatchObject({ audioInOk: false, audioOutOk: false, historySaved: true });
    expect(deaf.failure).toContain(`${CUSTOMER_HZ} Hz`);
    const credulous = await run(setUp({ heard: () => true }));
    expect(credulous.result).toMatchObject({ audioInOk: false, audioOutOk: false });
    const oneWay = await run(
      setUp({ heard: (id, hz) => id === "operator" && (hz === CUSTOMER_HZ || hz === NOBODY_HZ + 1) }),
    );
    expect(oneWay.result).toMatchObject({ audioInOk: true, audioOutOk: false });
    expect(oneWay.failure).toContain(`${OPERATOR_HZ} Hz`);
  });

  it.each([
    ["register", "the phone to register", { registered: false, ringMs: null }],
    ["ring", "the call to ring", { registered: true, ringMs: null }],
    ["answer", "sound to flow", { answerMs: null, audioInOk: false }],
    ["end", "the call to end", { audioInOk: true, historySaved: false }],
    ["history", "the call in the history", { audioOutOk: true, historySaved: false }],
  ])("says what it waited for when stuck at %s, within its limit", async (stuckAt, words, seen) => {
    const test = setUp({ stuckAt });
    const { result, failure } = await run(test);
    expect(failure).toBe(`waited too long for ${words}`);
    expect(result).toMatchObject(seen);
    expect(test.clock.pendingTimers).toBe(0);
  });
});
