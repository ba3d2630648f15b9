import type { Page } from "playwright-core";
import { RawCall } from "../../support/raw-sip-call.ts";
import type { RawSipClient } from "../../support/raw-sip-client.ts";
import { CHROMIUM_OFFER } from "./chromium-offer.ts";

/** One call to Marina, answered by `answerAll`, and ended by the caller. */
export async function shortTalk(caller: RawSipClient): Promise<void> {
  const call = new RawCall(caller, "1001", { body: CHROMIUM_OFFER });
  const dialog = await call.answered();
  const { status } = await dialog.bye();
  if (status !== 200) throw new Error(`BYE was answered ${status}`);
}

/** Runs in the operator's window: answers whatever rings, as a click would. */
export function answerAll(): void {
  const { tandem } = window as unknown as { tandem: Bridge };
  const answered = new Set<string>();
  tandem.on("workplace.changed", ({ calls }) => {
    for (const { callId, phase } of calls ?? []) {
      if (phase !== "ringing" || answered.has(callId)) continue;
      answered.add(callId);
      void tandem.invoke("calls.answer", { callId });
    }
  });
}

/** Runs in the operator's window: resolves when the last call has left the screen. */
export async function noCalls(): Promise<void> {
  const { tandem } = window as unknown as { tandem: Bridge };
  const count = async () => (await tandem.invoke("workplace.get", {})).value.calls.length;
  while ((await count()) > 0) await new Promise((resolve) => setTimeout(resolve, 100));
}

/** How many peer connections a page still holds, closed ones too, after a full garbage collection. */
export async function peerConnections(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send("HeapProfiler.collectGarbage");
    const { result } = await session.send("Runtime.evaluate", { expression: "RTCPeerConnection.prototype" });
    if (result.objectId === undefined) throw new Error("the page knows no peer connections");
    const { objects } = await session.send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
    const count = await session.send("Runtime.callFunctionOn", {
      objectId: objects.objectId ?? "",
      functionDeclaration: "function () { return this.length; }",
      returnByValue: true,
    });
    return Number(count.result.value);
  } finally {
    await session.detach();
  }
}

type Calls = readonly { readonly callId: string; readonly phase: string }[];
type Bridge = {
  on(name: "workplace.changed", listener: (change: { readonly calls?: Calls }) => void): () => void;
  invoke(name: "calls.answer", input: { readonly callId: string }): Promise<unknown>;
  invoke(name: "workplace.get", input: object): Promise<{ readonly value: { readonly calls: Calls } }>;
};
