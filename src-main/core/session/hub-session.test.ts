import { expect, test } from "vitest";
import type { HubSessionKept } from "../../../src-shared/domain/hub-account.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import { FakeClock, settle } from "../../../tests/support/fake-clock.ts";
import { FakeLog } from "../../../tests/support/fake-log.ts";
import type { HubAnswer, HubRequest } from "../ports/hub-api.ts";
import { HubSession } from "./hub-session.ts";

const KEPT: HubSessionKept = {
  url: "https://hub.invalid",
  login: "marina",
  refreshToken: "r0",
  nextToken: null,
  end: null,
};
const LOST: HubAnswer = { kind: "failed", failure: "server-unreachable" };

/** A hub as ADR 39 has it: a used token is good again with the next one it was used with, until that one was used. */
function aHub() {
  const hub = { live: "r0", last: null as { used: string; next: string } | null, isOver: false, made: 0 };
  const renew = ({ refreshToken, nextToken }: { refreshToken: string; nextToken: string }): HubAnswer => {
    const isFirst = refreshToken === hub.live;
    const isRepeat = hub.last?.used === refreshToken && hub.last.next === nextToken && hub.live === nextToken;
    if (!isFirst && !isRepeat) hub.isOver = true;
    if (hub.isOver) return { kind: "answered", status: 401, body: { code: "bad-token", message: "over", retry: "no" } };
    if (isFirst) {
      hub.last = { used: refreshToken, next: nextToken };
      hub.live = nextToken;
    }
    hub.made += 1;
    const body = { accessToken: `a${hub.made}`, expiresInMs: 600_000, refreshToken: nextToken };
    return { kind: "answered", status: 200, body };
  };
  return { hub, renew };
}

function stage(kept: HubSessionKept = KEPT) {
  const clock = new FakeClock();
  const { hub, renew } = aHub();
  const world = { kept, isDiskFull: false, lose: "nothing" as "nothing" | "request" | "answer", asked: 0 };
  let tokens = 0;
  const session = () =>
    new HubSession(
      {
        clock,
        log: new FakeLog(),
        hide: () => undefined,
        newToken: () => {
          tokens += 1;
          return `r${tokens}`;
        },
        keep: async (wanted) => {
          if (world.isDiskFull) throw new Error("the disk is full");
          world.kept = wanted;
        },
        api: {
          ask: async (_url: string, { body }: HubRequest) => {
            world.asked += 1;
            if (world.lose === "request") return LOST;
            const answer = renew(body as { refreshToken: string; nextToken: string });
            return world.lose === "answer" ? LOST : answer;
          },
        },
      },
      world.kept,
    );
  return { clock, hub, world, session };
}

test("a token is asked for once, and renewed before it is over", async () => {
  const { clock, world, session } = stage();
  const one = session();
  expect(await Promise.all([one.token(), one.token()])).toEqual([accepted("a1"), accepted("a1")]);
  expect(world).toMatchObject({ asked: 1, kept: { refreshToken: "r1", nextToken: null } });
  clock.advance(480_000);
  await settle();
  expect(world.asked).toBe(2);
  expect(await one.token()).toEqual(accepted("a2"));
});

test.each(["request", "answer"] as const)("a %s that is lost costs nothing, even over a restart", async (lose) => {
  const { world, session, hub } = stage();
  world.lose = lose;
  expect(await session().token()).toEqual(refused("server-unreachable", "later"));
  expect(world.kept).toMatchObject({ refreshToken: "r0", nextToken: "r1" });
  world.lose = "nothing";
  const again = session();
  expect(await again.token()).toMatchObject({ ok: true });
  expect(hub.isOver).toBe(false);
  expect(world.kept).toMatchObject({ refreshToken: "r1", nextToken: null });
  expect(again.view().state).toBe("in");
});

test("nothing is asked that could not be kept first; what cannot be kept afterwards is asked for again", async () => {
  const { world, session, hub } = stage();
  world.isDiskFull = true;
  const one = session();
  expect(await one.token()).toEqual(refused("store-failed", "later"));
  expect(world.asked).toBe(0);
  world.isDiskFull = false;
  expect(await one.token()).toMatchObject({ ok: true });
  expect(hub.isOver).toBe(false);
});

test("a token the hub does not take is asked for anew; a session it ended is over, is told, and is adopted again", async () => {
  const { world, session, hub } = stage();
  const one = session();
  await one.token();
  one.refused("a1");
  expect(await one.token()).toEqual(accepted("a2"));
  one.refused("a2");
  hub.isOver = true;
  const states: string[] = [];
  one.onChange(() => states.push(one.view().state));
  expect(await one.token()).toEqual(refused("session-over"));
  expect(world.kept).toMatchObject({ refreshToken: null, nextToken: null, end: "session-over" });
  expect(await session().token()).toEqual(refused("session-over"));
  await one.inTurn(() => one.adopt({ accessToken: "fresh", expiresInMs: 600_000, refreshToken: "r9" }));
  expect(await one.token()).toEqual(accepted("fresh"));
  await one.end("signed-out");
  expect(await one.token()).toEqual(refused("signed-out"));
  expect(states).toEqual(["session-over", "in", "signed-out"]);
});
