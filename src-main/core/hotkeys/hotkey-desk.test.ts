import { expect, it } from "vitest";
import { type Chord, Chord as ChordSchema, type Hotkeys } from "../../../src-shared/domain/global-hotkeys.ts";
import type { Workplace } from "../../../src-shared/ipc/workplace.ts";
import { accepted } from "../../../src-shared/result.ts";
import { aCall, aWorkplace } from "../../../tests/support/a-workplace.ts";
import { FakeLog } from "../../../tests/support/fake-log.ts";
import { HotkeyDesk } from "./hotkey-desk.ts";

const chord = (code: string, change: Partial<Chord> = {}): Chord => ({
  code,
  ctrl: true,
  alt: false,
  shift: true,
  meta: false,
  ...change,
});

function setUp(taken: readonly string[] = []) {
  const held = new Map<string, () => void>();
  const asked: string[] = [];
  let kept: Partial<Hotkeys> = {};
  let calls: Workplace["calls"] = [];
  const desk = new HotkeyDesk({
    keys: {
      register: (accelerator, pressed) => !taken.includes(accelerator) && !!held.set(accelerator, pressed),
      unregister: (accelerator) => void held.delete(accelerator),
    },
    store: {
      read: () => kept,
      write: (next) => {
        kept = next;
      },
    },
    log: new FakeLog(),
  });
  const ask = (name: string) => (input: object) => {
    asked.push(`${name} ${Object.values(input).slice(1).join()}`.trim());
    return accepted({});
  };
  const handlers = {
    "calls.answer": ask("answer"),
    "calls.reject": ask("reject"),
    "calls.hang-up": ask("hang-up"),
    "calls.set-muted": ask("muted"),
    "calls.set-held": ask("held"),
  };
  desk.join({ get: () => aWorkplace({ calls }), handlers: handlers as never }, () => asked.push("open"));
  const show = (...next: Workplace["calls"]) => {
    calls = next;
    desk.refresh();
    return [...held.keys()].toSorted();
  };
  return { desk, held, asked, show, press: (accelerator: string) => held.get(accelerator)?.() };
}

const talking = aCall({ phase: "talking", answeredAtMs: 1 });

it("holds a key only while it has something to do, and gives all back", () => {
  const { desk, held, show } = setUp();
  expect(show()).toEqual([]);
  expect(show(aCall())).toEqual(["Control+Shift+A"]);
  expect(show(talking)).toEqual(["Control+Shift+H", "Control+Shift+M"]);
  expect(show({ ...talking, phase: "ended" })).toEqual([]);
  show(aCall());
  desk.stop();
  expect(held.size).toBe(0);
});

it("does to the call what its button would do", () => {
  const { desk, asked, show, press } = setUp();
  desk.set("hang-up", chord("F12"));
  desk.set("show-window", chord("Space"));
  show(aCall());
  press("Control+Shift+A");
  press("Control+Shift+F12");
  show({ ...talking, isMuted: true });
  for (const key of ["M", "H", "F12", "Space"]) press(`Control+Shift+${key}`);
  expect(asked).toEqual(["answer", "reject", "muted false", "held true", "hang-up", "open"]);
});

it("says which keys another program has, at the choice and at the ring, and prints none of them on the card", () => {
  const { desk, show } = setUp(["Control+Shift+A", "Control+Shift+9"]);
  expect(desk.answerKeys()).toBe("Ctrl Shift A");
  show(aCall());
  expect(desk.answerKeys()).toBeNull();
  expect(desk.set("answer", chord("Digit9"))).toMatchObject({ ok: true });
  expect(desk.views().find(({ action }) => action === "answer")).toMatchObject({ isTaken: true });
  desk.set("answer", chord("KeyY"));
  expect(desk.answerKeys()).toBe("Ctrl Shift Y");
  expect(show(aCall())).toEqual(["Control+Shift+Y"]);
});

it("refuses keys another action has; none switches an action off", () => {
  const { desk, show } = setUp();
  expect(desk.set("mute", chord("KeyA"))).toMatchObject({ ok: false, code: "keys-used" });
  expect(desk.set("answer", null)).toMatchObject({ ok: true });
  expect(show(aCall())).toEqual([]);
});

it("gives all actions their first keys back, also those that had changed places", () => {
  const { desk, show, press, asked } = setUp();
  desk.set("answer", null);
  desk.set("mute", chord("KeyA"));
  desk.set("answer", chord("KeyM"));
  show(aCall());
  const reset = desk.reset();
  expect(reset).toMatchObject({ ok: true });
  expect(desk.views().map(({ action, isTaken, chord: keys }) => [action, keys?.code ?? null, isTaken])).toEqual([
    ["answer", "KeyA", false],
    ["hang-up", null, false],
    ["mute", "KeyM", false],
    ["hold", "KeyH", false],
    ["show-window", null, false],
  ]);
  expect(show(aCall())).toEqual(["Control+Shift+A"]);
  press("Control+Shift+A");
  expect(asked).toEqual(["answer"]);
});

it.each([
  [chord("KeyA"), true],
  [chord("KeyA", { shift: false, meta: true }), true],
  [chord("KeyA", { shift: false }), false],
  [chord("KeyA", { alt: true }), false],
  [chord("ф"), false],
  [chord("Backquote"), false],
])("%j is a chord: %s", (given, isFit) => {
  expect(ChordSchema.safeParse(given).success).toBe(isFit);
});
