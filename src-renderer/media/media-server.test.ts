import { describe, expect, it } from "vitest";
import type { Handlers } from "../../src-shared/ipc/define-contract.ts";
import type { MediaContract } from "../../src-shared/ipc/media.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { MediaPageBridge } from "./bridge.ts";
import { serveMedia } from "./media-server.ts";

/** A desk whose work ends when the test says so. */
function aDesk() {
  const started: string[] = [];
  const finish: (() => void)[] = [];
  const work = (name: string) => (input: { mediaId?: string }) => {
    started.push(`${name} ${input.mediaId ?? ""}`);
    return new Promise<Result<never, never>>((resolve) => finish.push(() => resolve(accepted({} as never))));
  };
  const names = [
    "apply",
    "close",
    "describe",
    "listen-for-tone",
    "open",
    "play-clip",
    "rollback",
    "send-dtmf",
    "set-muted",
  ];
  const handlers = Object.fromEntries(names.map((name) => [`media.${name}`, work(name)]));
  handlers["media.stats"] = work("stats");
  handlers["media.set-ring"] = () => {
    throw new Error("a fault");
  };
  return { started, finish, handlers: handlers as unknown as Handlers<MediaContract> };
}

function serve() {
  const desk = aDesk();
  const replies: [number, unknown][] = [];
  let ask: Parameters<MediaPageBridge["onRequest"]>[0] = () => undefined;
  const bridge: MediaPageBridge = {
    onRequest: (handler) => {
      ask = handler;
    },
    reply: (id, result) => void replies.push([id, result]),
    emit: () => undefined,
  };
  serveMedia(bridge, desk.handlers);
  return { ...desk, replies, ask: (id: number, name: string, input: unknown) => ask(id, name, input) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("serveMedia", () => {
  it("runs the work of one call in order, and that of another beside it", async () => {
    const { ask, started, finish } = serve();
    ask(1, "media.apply", { mediaId: "a", sdp: "x" });
    ask(2, "media.rollback", { mediaId: "a" });
    ask(3, "media.close", { mediaId: "b" });
    await settled();
    expect(started).toEqual(["apply a", "close b"]);
    finish[0]?.();
    await settled();
    expect(started).toEqual(["apply a", "close b", "rollback a"]);
  });

  it("looks at once, also while something is being negotiated", async () => {
    const { ask, started } = serve();
    ask(1, "media.apply", { mediaId: "a", sdp: "x" });
    ask(2, "media.stats", { mediaId: "a" });
    await settled();
    expect(started.sort()).toEqual(["apply a", "stats a"]);
  });

  it("refuses what it does not know, cannot read, or fails at", async () => {
    const { ask, replies } = serve();
    ask(1, "media.explode", {});
    ask(2, "__proto__", {});
    ask(3, "media.apply", { mediaId: "", sdp: 5 });
    ask(4, "media.set-ring", { sound: "ring" });
    await settled();
    expect(replies.sort(([a], [b]) => a - b)).toEqual([
      [1, refused("ipc-forbidden")],
      [2, refused("ipc-forbidden")],
      [3, refused("ipc-bad-input")],
      [4, refused("ipc-fault", "later")],
    ]);
  });
});
