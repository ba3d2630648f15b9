import type { Notice } from "../../../src-shared/ipc/notices.ts";
import type { Workplace } from "../../../src-shared/ipc/workplace.ts";
import type { Scenario } from "./scenario.ts";

/**
 * Puts a fake `window.tandem` into the page before its scripts run. Sent into the page as text, so it uses nothing from
 * outside itself.
 */
export function installFakeBridge(scenario: Scenario): void {
  const LEVELS_EVERY_MS = 66;
  type Listener = (payload: never) => void;
  const listeners = new Map<string, Set<Listener>>();
  const asked: { name: string; input: unknown }[] = [];
  const refusals = new Map(Object.entries(scenario.refusals ?? {}));
  let workplace = typeof scenario.workplace === "string" ? null : scenario.workplace;

  const emit = (name: string, payload: unknown): void => {
    for (const listener of listeners.get(name) ?? []) listener(payload as never);
  };
  const accepted = (value: unknown) => ({ ok: true, value });
  const refused = (code: string) => ({ ok: false, code, retry: "later" });
  const never = new Promise(() => undefined);

  const change = (parts: Partial<Workplace>): void => {
    if (!workplace) return;
    // Another language or theme leaves the rest of the preferences alone.
    const preferences = { ...workplace.preferences, ...parts.preferences };
    const changed = parts.preferences ? { ...parts, preferences } : parts;
    workplace = { ...workplace, ...changed, revision: workplace.revision + 1 };
    emit("workplace.changed", { ...changed, revision: workplace.revision });
  };

  const historyPage = (input: { cursor: string | null; limit: number; customer: string | null; only?: string }) => {
    if (scenario.history === "pending") return never;
    if (scenario.history === "refused") return refused("ipc-fault");
    const from = Number(input.cursor ?? 0);
    const rows = scenario.history
      .filter((row) => !input.customer || row.customer.address === input.customer)
      .filter((row) => input.only !== "missed" || row.missed !== null);
    const to = from + Math.min(input.limit, scenario.pageRows ?? input.limit);
    return accepted({ rows: rows.slice(from, to), cursor: to < rows.length ? String(to) : null });
  };

  // As the desk of main does, without its repeats.
  type FakeNoticeInput = Pick<Notice, "tone" | "title" | "message" | "action" | "concern"> & { seqs: number[] };
  const noticeAnswer = (name: string, input: FakeNoticeInput, notices: readonly Notice[]) => {
    const seq = Math.max(0, ...notices.map((one) => one.seq)) + 1;
    if (name === "notices.tell") {
      const atMs = Date.now();
      const { tone, title, message, action, concern } = input;
      const words = { tone, title, message, action, concern };
      const notice: Notice = { ...words, seq, firstAtMs: atMs, atMs, count: 1, isSeen: false, endedAtMs: null };
      change({ notices: [notice, ...notices.filter((one) => concern === null || one.concern !== concern)] });
    } else if (name === "notices.see")
      change({ notices: notices.map((one) => (input.seqs.includes(one.seq) ? { ...one, isSeen: true } : one)) });
    else if (name === "notices.settle")
      change({
        notices: notices.map((one) => (one.concern === input.concern ? { ...one, endedAtMs: Date.now() } : one)),
      });
    else change({ notices: notices.filter((one) => one.concern !== null && one.endedAtMs === null) });
    return accepted({ seq });
  };

  /** As the hub would answer: the contacts of the history, whoever had them. */
  const cardOf = (address: string) => {
    if (scenario.history === "pending") return never;
    if (scenario.history === "refused") return refused("card-failed");
    const rows = scenario.history.filter(({ customer }) => customer.address === address);
    const isOnline = workplace?.link.state === "online";
    return accepted({
      name: rows.find(({ customer }) => customer.name)?.customer.name ?? null,
      addresses: [address],
      tags: [],
      notes: [],
      promisedCalls: [],
      contacts: rows.map((row) => ({ ...row, channel: "voice", kind: "voice", notes: [] })),
      nextBefore: null,
      from: isOnline ? "team" : "own",
      staleSinceMs: isOnline ? null : (workplace?.link.dataAtMs ?? workplace?.link.sinceMs ?? null),
    });
  };

  const answer = (name: string, input: unknown): unknown => {
    const refusal = refusals.get(name);
    if (refusal) return refused(refusal);
    if (name === "workplace.get") {
      if (scenario.workplace === "pending") return never;
      return workplace ? accepted(workplace) : refused("ipc-fault");
    }
    if (name === "history.list") return historyPage(input as Parameters<typeof historyPage>[0]);
    if (name === "preferences.set" && workplace) {
      change({ preferences: { ...workplace.preferences, ...(input as object) } });
      return accepted(workplace.preferences);
    }
    if (name === "hotkeys.get") return accepted({ keys: scenario.hotkeys ?? [] });
    if (name.startsWith("notices.") && workplace)
      return noticeAnswer(name, input as FakeNoticeInput, workplace.notices);
    const given = scenario.answers?.[name];
    if (given === "pending") return never;
    if (given) return accepted(given);
    if (name === "customer.get") return cardOf((input as { address: string }).address);
    if (name === "replies.list") return accepted({ replies: [], mayShare: false });
    if (name === "scripts.open") return accepted({ view: null });
    if (name === "scripts.list") return accepted({ scripts: [] });
    // A played script stands where it stood.
    if (name === "scripts.step" || name === "scripts.begin") return accepted(scenario.answers?.["scripts.open"] ?? {});
    if (name === "drafts.get") return accepted({ text: "", files: [] });
    if (name === "links.take") return accepted({ link: null });
    if (name === "setup.look") return accepted({ offer: null });
    if (name === "outcomes.get") return accepted({ topicIds: [], result: null, nextStep: "" });
    if (name === "calls.dial") return accepted({ callId: "call-dialled" });
    return accepted({});
  };

  const bridge = {
    invoke: async (name: string, input: unknown) => {
      asked.push({ name, input });
      return answer(name, input);
    },
    on: (name: string, listener: Listener) => {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => void set.delete(listener);
    },
  };
  Object.assign(window, {
    tandem: bridge,
    fakeBridge: { asked, change, tell: emit, refuse: (name: string, code: string) => void refusals.set(name, code) },
  });
  setInterval(() => {
    for (const call of workplace?.calls ?? []) {
      if (scenario.levels && call.phase === "talking")
        emit("calls.levelled", { callId: call.callId, ...scenario.levels });
      if (scenario.window && call.phase === "talking")
        emit("calls.measured", { callId: call.callId, window: scenario.window });
    }
  }, LEVELS_EVERY_MS);
}
