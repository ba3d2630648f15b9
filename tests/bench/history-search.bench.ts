import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { factsRow } from "../../src-main/core/search/facts-row.ts";
import { namedTerms } from "../../src-main/core/search/found-texts.ts";
import { searchHistory } from "../../src-main/core/search/history-search.ts";
import { openEncrypted } from "../../src-main/node/db/encrypted-file.ts";
import { openedCache, TEST_KEY } from "../support/cache-folder.ts";
import { type BenchLine, benchLine } from "./support/bench-line.ts";
import { OPERATOR, SearchedLog } from "./support/searched-log.ts";
import { percentile } from "./support/statistics.ts";

/** Five messages a contact; the size is 5,000,000, which takes tens of minutes to make. */
const MESSAGES = Number(process.env.TANDEM_BENCH_MESSAGES ?? 5_000_000);
const CONTACTS_A_FRAME = 20;
const QUESTIONS = 200;
const LIKES = 5;
const FRAMES_TIMED = 100;
const OPEN_FILTER = { fromMs: null, untilMs: null, direction: null, kind: null, outcome: null };

/** The history's search as the window asks for it, on an encrypted store: half of it is a colleague's. */
export async function* run(): AsyncGenerator<BenchLine> {
  const folder = mkdtempSync(path.join(tmpdir(), "tandem-search-"));
  const cache = openedCache(folder);
  try {
    const log = new SearchedLog();
    cache.mirror.reset(log.logId);
    const apply = (events: ReturnType<SearchedLog["contacts"]>) => {
      const last = events.at(-1)?.seq ?? 0;
      if (!cache.mirror.apply((events[0]?.seq ?? 1) - 1, last, events)) throw new Error("a frame was refused");
    };
    const contacts = Math.ceil(MESSAGES / 5);
    for (let made = 0; made < contacts; made += CONTACTS_A_FRAME) {
      apply(log.contacts(CONTACTS_A_FRAME));
      if (made % 50_000 === 0) process.stderr.write(`${made} of ${contacts} contacts\n`);
    }
    yield insertLine(log, apply);
    const samples = `${log.messages} messages of ${log.contactsMade} contacts`;
    for (const [name, questions] of log.questions(QUESTIONS)) {
      const times = questions.map((text) => timed(() => ask(cache.search, text)));
      for (const [share, maxValue] of [
        [0.95, 30],
        [0.99, 50],
      ] as const)
        yield benchLine({
          name: `history-search.${name}.p${share * 100}`,
          unit: "ms",
          value: percentile(times, share),
          maxValue,
          samples: times.length,
          note: samples,
        });
    }
    yield likeLine(folder, cache.search, log);
    yield sizeLine(folder, log);
  } finally {
    cache.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Store = ReturnType<typeof openedCache>["search"];

function ask(store: Store, text: string): number {
  const reader = { nowMs: 0, queueName: () => null, operator: () => null, outcome: () => undefined };
  const found = searchHistory(
    store,
    { text, cursor: null, limit: 50, filter: OPEN_FILTER },
    {
      operatorId: OPERATOR,
      terms: namedTerms(text, { queues: [], colleagues: [], topics: [] }),
      toHub: (ms) => ms,
      row: (contact) => factsRow(contact, reader),
    },
  );
  if (!found.ok) throw new Error(found.code);
  return found.value.rows.length;
}

function insertLine(log: SearchedLog, apply: (events: ReturnType<SearchedLog["contacts"]>) => void): BenchLine {
  const times = Array.from({ length: FRAMES_TIMED }, () => {
    const frame = log.moreMessages(20);
    return (timed(() => apply(frame)) * 1000) / frame.length;
  });
  return benchLine({
    name: "history-search.insert",
    unit: "us",
    value: times.reduce((sum, time) => sum + time, 0) / times.length,
    maxValue: 200,
    samples: times.length * 20,
    note: "a message, 20 a transaction: event and index together, encrypted, in the main process",
  });
}

/** The same rare words by LIKE over the log, newest first. */
function likeLine(folder: string, store: Store, log: SearchedLog): BenchLine {
  const rare = [...log.questions(LIKES)].find(([name]) => name === "rare")?.[1] ?? [];
  const file = openEncrypted(path.join(folder, "mirror.db"), TEST_KEY, { readonly: true });
  try {
    const like = file.prepare("SELECT seq FROM events WHERE payload LIKE ? ORDER BY seq DESC LIMIT 50");
    const slow = rare.map((word) => timed(() => like.all(`%${word}%`)));
    const fast = rare.map((word) => timed(() => ask(store, word)));
    return benchLine({
      name: "history-search.like",
      unit: "ms",
      value: percentile(slow, 0.5),
      baseline: percentile(fast, 0.5),
      minRatio: 100,
      samples: rare.length,
      note: "LIKE on rare words; the baseline is the search",
    });
  } finally {
    file.close();
  }
}

function sizeLine(folder: string, log: SearchedLog): BenchLine {
  const file = openEncrypted(path.join(folder, "mirror.db"), TEST_KEY, { readonly: true });
  try {
    const size = (sql: string) => Number(file.prepare(sql).pluck().get());
    const index = size("SELECT sum(length(block)) FROM search_index_data");
    const facts = size("SELECT sum(length(facts)) FROM search_contacts");
    const rows = size("SELECT sum(length(payload)) FROM events");
    return benchLine({
      name: "history-search.index-size",
      unit: "% of the text",
      value: (100 * index) / log.textBytes,
      maxValue: 45,
      note: `index ${megabytes(index)}, texts ${megabytes(log.textBytes)}; beside it: facts ${megabytes(facts)}, payloads of the log ${megabytes(rows)}`,
    });
  } finally {
    file.close();
  }
}

function timed(work: () => unknown): number {
  const fromMs = performance.now();
  work();
  return performance.now() - fromMs;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
