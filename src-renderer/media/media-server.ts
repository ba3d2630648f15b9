import type { Handlers } from "../../src-shared/ipc/define-contract.ts";
import { type MediaContract, mediaContract } from "../../src-shared/ipc/media.ts";
import { type Result, refused } from "../../src-shared/result.ts";
import type { MediaPageBridge } from "./bridge.ts";
import { SerialQueue } from "./serial-queue.ts";

type Name = keyof MediaContract["requests"];

/** They only look: waiting for a negotiation would make them blind to it. */
const UNQUEUED: ReadonlySet<string> = new Set(["media.stats", "media.listen-for-tone"]);

/** Answers every request once: parsed, in the order of its call, with the handler's result or a refusal. */
export function serveMedia(bridge: MediaPageBridge, handlers: Handlers<MediaContract>): void {
  const queue = new SerialQueue();
  bridge.onRequest((id, name, input) => {
    answer(queue, handlers, name, input).then(
      (result) => bridge.reply(id, result),
      // A fault of this page: main refuses what was asked with its code, and logs it.
      () => bridge.reply(id, refused("ipc-fault", "later")),
    );
  });
}

async function answer(
  queue: SerialQueue,
  handlers: Handlers<MediaContract>,
  name: string,
  input: unknown,
): Promise<Result<unknown>> {
  if (!isName(name)) return refused("ipc-forbidden");
  const parsed = mediaContract.requests[name].input.safeParse(input);
  if (!parsed.success) return refused("ipc-bad-input");
  // The parsed input belongs to the handler of this very name.
  const handle = handlers[name] as (parsedInput: unknown) => Promise<Result<unknown>> | Result<unknown>;
  const work = () => handle(parsed.data);
  if (UNQUEUED.has(name)) return work();
  return queue.run("mediaId" in parsed.data ? parsed.data.mediaId : name, work);
}

function isName(name: string): name is Name {
  return Object.hasOwn(mediaContract.requests, name);
}
