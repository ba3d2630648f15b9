import { describe, expect, test } from "vitest";
import { FakeClock } from "../../../tests/support/fake-clock.ts";
import { memoryStore } from "../../../tests/support/site-chat/memory-store.ts";
import { append, NO_CONVERSATION, prepend, shown, unreadAfter } from "./conversation.ts";
import { Link } from "./link.ts";
import { Outbox } from "./outbox.ts";
import { readPhone } from "./phone.ts";
import type { SocketEvents } from "./ports.ts";

const message = (n: number, from: "visitor" | "operator" = "operator", text = `text ${n}`) =>
  ({ n, atMs: n, kind: "message", id: `id-${n}`, from, author: null, text, file: null }) as const;

describe("the conversation", () => {
  test("takes what follows, leaves out what it has, and finds a gap", () => {
    const first = append(NO_CONVERSATION, [message(4), message(5)]);
    expect(first?.entries.map(({ n }) => n)).toEqual([4, 5]);
    expect(append(first ?? NO_CONVERSATION, [message(5), message(6)])?.entries.map(({ n }) => n)).toEqual([4, 5, 6]);
    expect(append(first ?? NO_CONVERSATION, [message(7)])).toBeNull();
  });

  test("takes older entries only when they fit", () => {
    const held = { entries: [message(4)], hasOlder: true };
    expect(prepend(held, [message(2), message(3)], false).entries.map(({ n }) => n)).toEqual([2, 3, 4]);
    expect(prepend(held, [message(1), message(2)], false)).toBe(held);
  });

  test("shows a change where the message stands, and nothing of one taken back", () => {
    const entries = [
      message(1),
      message(2),
      { n: 3, atMs: 3, kind: "amended", of: "id-1", text: "other" },
      { n: 4, atMs: 4, kind: "amended", of: "id-2", text: null },
    ] as const;
    const [one, two, ...rest] = shown({ entries, hasOlder: false });
    expect(one).toMatchObject({ text: "other", isEdited: true });
    expect(two).toMatchObject({ text: "", isRemoved: true });
    expect(rest).toEqual([]);
  });

  test("counts only what the other side wrote as unread", () => {
    const entries = [message(1), message(2, "visitor"), message(3)];
    expect(unreadAfter({ entries, hasOlder: false }, 1)).toBe(1);
  });
});

describe("the outbox", () => {
  test("keeps its order over a reload and a clock put back", () => {
    const [store, clock] = [memoryStore(), new FakeClock()];
    const first = new Outbox(store, "out.", clock);
    first.add({ t: "message", text: "one" });
    clock.jump(-3_600_000);
    first.add({ t: "message", text: "two" });
    const second = new Outbox(store, "out.", clock);
    second.add({ t: "message", text: "three" });
    expect(second.list().map((frame) => "text" in frame && frame.text)).toEqual(["one", "two", "three"]);
  });

  test("forgets what another tab got through, and what is no frame", () => {
    const [store, clock] = [memoryStore(), new FakeClock()];
    store.map.set("out.rubbish", "{");
    const [one, other] = [new Outbox(store, "out.", clock), new Outbox(store, "out.", clock)];
    const { id } = one.add({ t: "message", text: "one" });
    other.reload();
    expect(other.list()).toHaveLength(1);
    one.remove(id);
    other.reload();
    expect(other.list()).toEqual([]);
    expect(store.keys()).toEqual([]);
  });

  test("lives in memory where nothing is kept", () => {
    const full = { ...memoryStore(), write: () => false };
    const outbox = new Outbox(full, "out.", new FakeClock());
    outbox.add({ t: "message", text: "one" });
    outbox.reload();
    expect(outbox.list()).toHaveLength(1);
  });
});

describe("the link", () => {
  const start = () => {
    const clock = new FakeClock();
    const sockets: (SocketEvents & { readonly sent: string[] })[] = [];
    const states: string[] = [];
    const link = new Link(
      (events) => {
        const socket = { ...events, sent: [] as string[] };
        sockets.push(socket);
        return { send: (text) => socket.sent.push(text), close: () => undefined };
      },
      clock,
      { hello: () => ({ t: "hello" }) as never, heard: () => undefined, changed: (state) => states.push(state) },
    );
    link.start();
    return { clock, sockets, states, link };
  };
  const welcome = JSON.stringify({ t: "welcome" });

  test("comes back with a growing wait, and at once when the machine is online again", () => {
    const { clock, sockets, link } = start();
    const waits: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      sockets.at(-1)?.closed(1006);
      const before = clock.nowMs();
      clock.advance((clock.nextAtMs ?? before) - before);
      waits.push(clock.nowMs() - before);
    }
    expect(waits[0]).toBeLessThanOrEqual(500);
    for (const [index, waitMs] of waits.entries()) {
      const longest = Math.min(30_000, 500 * 2 ** index);
      expect(waitMs).toBeGreaterThanOrEqual(longest / 2);
      expect(waitMs).toBeLessThanOrEqual(longest);
    }
    sockets.at(-1)?.closed(1006);
    const count = sockets.length;
    link.hurry();
    expect(sockets).toHaveLength(count + 1);
    link.stop();
    expect(clock.pendingTimers).toBe(0);
  });

  test("asks when nothing is heard, and gives the socket up without an answer", () => {
    const { clock, sockets, states } = start();
    sockets[0]?.opened();
    sockets[0]?.heard(welcome);
    clock.advance(25_000);
    expect(sockets[0]?.sent.at(-1)).toBe('{"t":"ping"}');
    sockets[0]?.heard('{"t":"pong"}');
    clock.advance(25_000);
    clock.advance(10_000);
    expect(states).toEqual(["connecting", "open", "lost"]);
  });

  test("does not come back where it is not wanted, and waits a minute where it was too much", () => {
    const barred = start();
    barred.sockets[0]?.closed(4403);
    barred.clock.advance(3_600_000);
    expect(barred.sockets).toHaveLength(1);
    expect(barred.states.at(-1)).toBe("barred");
    const banned = start();
    banned.sockets[0]?.closed(4429);
    banned.clock.advance(60_000);
    expect(banned.sockets).toHaveLength(1);
    banned.clock.advance(1000);
    expect(banned.sockets).toHaveLength(2);
  });
});

describe("a phone number", () => {
  test.for([
    ["+7 912 345-67-89", "+79123456789"],
    ["8 (912) 345 67 89", "+79123456789"],
    ["9123456789", "+79123456789"],
    ["+44 20 7946 0958", "+442079460958"],
    ["12", null],
    ["+1", null],
    ["позвоните", null],
    ["912345678", null],
    ["+7912345678912345", null],
    ["<script>+79123456789", null],
  ] as const)("%s is %s", ([typed, number]) => {
    expect(readPhone(typed)).toBe(number);
  });
});
