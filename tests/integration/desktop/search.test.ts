import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { SearchBreadth, SearchStore } from "../../../src-main/core/ports/search-store.ts";
import { foundTexts, namedTerms } from "../../../src-main/core/search/found-texts.ts";
import { openEncrypted } from "../../../src-main/node/db/encrypted-file.ts";
import { TopicSettings } from "../../../src-shared/domain/topics/topic-settings.ts";
import { LogEventSchema } from "../../../src-shared/events/log-event.ts";
import { LogId, OperatorId, QueueId } from "../../../src-shared/ids.ts";
import { openedCache, TEST_KEY, TemporaryFolder } from "../../support/cache-folder.ts";
import { MemorySearchStore } from "../../support/memory-search-store.ts";

const marina = OperatorId.parse("marina");
const oleg = OperatorId.parse("oleg");
const NAMES = {
  queues: [{ queueId: QueueId.parse("claims"), name: "Рекламации" }],
  colleagues: [{ operatorId: oleg, name: "Олег Щукин" }],
  topics: TopicSettings.parse({
    topics: [
      { topicId: "delivery", parentId: null, name: "Доставка" },
      { topicId: "date", parentId: "delivery", name: "Перенос даты" },
      { topicId: "late", parentId: "delivery", name: "Задержка", isArchived: true },
    ],
    required: [],
  }).topics,
};

type Told = { readonly type: string; readonly payload: Record<string, unknown> };

let folder: TemporaryFolder;
let cache: ReturnType<typeof openedCache>;
let told: ReturnType<typeof LogEventSchema.parse>[];

beforeEach(() => {
  folder = new TemporaryFolder();
  cache = openedCache(folder.path);
  told = [];
  cache.mirror.reset(LogId.parse("log"));
});

afterEach(() => {
  cache.close();
  folder[Symbol.dispose]();
});

function tell(...events: readonly Told[]): void {
  const from = told.length;
  const fresh = events.map((event, index) =>
    LogEventSchema.parse({ ...event, actor: "system", seq: from + index + 1, atMs: 1000 * (from + index + 1) }),
  );
  told.push(...fresh);
  expect(cache.mirror.apply(from, told.length, fresh)).toBe(true);
}

function contact(id: string, address: string, name: string | null, who = "marina", channel = "telegram"): Told[] {
  const of = { interactionId: id };
  const customer = { address, name };
  const first = { channel, direction: "in", customer, dialled: "bot", queueId: "claims", operatorId: null };
  return [
    { type: "interaction.created", payload: { ...of, ...first, conversationId: `c-${id}` } },
    { type: "interaction.queued", payload: { ...of, queueId: "claims" } },
    {
      type: "interaction.offered",
      payload: { ...of, offerId: `o-${id}`, operatorId: who, reasons: [], ringUntilMs: 9_000_000 },
    },
    { type: "interaction.accepted", payload: { ...of, operatorId: who } },
  ];
}

function message(id: string, of: string, text: string, ownerId: string | null = "marina"): Told {
  const about = { interactionId: of, conversationId: `c-${of}`, messageId: id, ownerId, queueId: "claims" };
  const payload = { ...about, channelMessageId: `ch-${id}`, text, attachments: [], sentAtMs: 1 };
  return { type: "message.received", payload };
}

function amend(type: string, id: string, of: string, more: Record<string, unknown> = {}): Told {
  const about = { interactionId: of, conversationId: `c-${of}`, messageId: id, ownerId: "marina", queueId: "claims" };
  return { type, payload: { ...about, ...more } };
}

function note(of: string, text: string): Told {
  return { type: "interaction.note-changed", payload: { interactionId: of, operatorId: "marina", text } };
}

function said(of: string, topicIds: readonly string[], nextStep: string): Told {
  const payload = { interactionId: of, operatorId: "marina", topicIds, result: "promised", nextStep };
  return { type: "interaction.outcome-changed", payload };
}

function find(text: string, operatorId = marina, breadth: SearchBreadth = "begun"): readonly string[] {
  const all = { before: null, fromMs: null, untilMs: null, limit: 100 };
  const { hits } = cache.search.find({ ...all, terms: namedTerms(text, NAMES), breadth, operatorId });
  return hits.map(({ contact: { interactionId }, message: found }) => found?.messageId ?? interactionId);
}

/** All terms in the index, by FTS5's own listing, and the bytes of its pages. */
function indexContent(): { readonly terms: readonly unknown[]; readonly bytes: Buffer } {
  const file = openEncrypted(folder.file("mirror.db"), TEST_KEY);
  try {
    file.exec("CREATE VIRTUAL TABLE temp.listed USING fts5vocab('main', 'search_index', 'row')");
    const terms = file.prepare("SELECT term FROM temp.listed").pluck().all();
    const blocks = file.prepare("SELECT block FROM search_index_data").pluck().all() as Buffer[];
    return { terms, bytes: Buffer.concat(blocks) };
  } finally {
    file.close();
  }
}

test("finds messages by forms of a word, ё as е, any case, the beginning of a word, and all words together", () => {
  tell(...contact("one", "+79165550001", "Ирина Сомова"), message("m1", "one", "Где мой СЧЁТ за доставку?"));
  tell(message("m2", "one", "жалобы на договоры"), message("m3", "one", "😀 42"));
  for (const text of ["счета", "счёт", "ДОСТАВКОЙ", "достав", "счет доставка"]) expect(find(text)).toEqual(["m1"]);
  expect([find("жалоба"), find("договора жалоб"), find("42"), find("счет договор")]).toEqual([
    ["m2"],
    ["m2"],
    ["m3"],
    [],
  ]);
  expect(find("достав", marina, "whole")).toEqual([]);
});

test("finds contacts by name, a part of the number, queue, colleague and note; the newest first", () => {
  tell(...contact("one", "+79165550001", "Пётр Семёнов"), ...contact("two", "+74951230001", null, "marina", "voice"));
  tell(note("one", "любит утро"), note("one", "любит вечер"));
  expect(find("семенова петр")).toEqual(["one"]);
  expect([find("8 (916) 555"), find("550001"), find("0001"), find("999")]).toEqual([
    ["one"],
    ["one"],
    ["two", "one"],
    [],
  ]);
  expect([find("рекламация"), find("вечер"), find("утро")]).toEqual([["two", "one"], ["one"], []]);
  tell(
    { type: "interaction.held", payload: { interactionId: "two", by: "operator" } },
    {
      type: "interaction.transferred",
      payload: { interactionId: "two", fromOperatorId: "marina", toOperatorId: "oleg" },
    },
  );
  expect(find("щукин")).toEqual(["two"]);
});

test("finds contacts by their topics and the groups of these, and by the next step; the last word counts", () => {
  tell(...contact("one", "+79165550001", "Пётр"), ...contact("two", "+79165550002", "Анна"));
  tell(said("one", ["late"], "перезвонить утром"), said("one", ["date"], "звонок водителя"), said("two", ["late"], ""));
  expect([find("перенос"), find("задержка"), find("доставки"), find("даты петр")]).toEqual([
    ...[["one"], ["two"], ["two", "one"], ["one"]],
  ]);
  expect([find("водитель"), find("утром"), find("водитель доставка")]).toEqual([["one"], [], ["one"]]);
  tell(said("one", [], ""));
  expect([find("перенос"), find("водитель"), find("задержка")]).toEqual([[], [], ["two"]]);
});

test("nobody finds what others had", () => {
  tell(...contact("one", "+79165550001", "Ирина"), message("m1", "one", "пароль от сейфа"));
  tell(
    ...contact("two", "+79165550002", "Ирина", "oleg"),
    message("m2", "two", "пароль", "oleg"),
    message("m3", "two", "пароль", null),
  );
  expect([find("пароль"), find("ирина"), find("пароль", oleg), find("ирина", OperatorId.parse("nobody"))]).toEqual([
    ["m1"],
    ["one"],
    ["m2"],
    [],
  ]);
});

test("a message that was changed is found by its new text, one that was taken back by none", () => {
  tell(...contact("one", "+7916", null), message("m1", "one", "красный"), message("m2", "one", "синий"));
  tell(amend("message.edited", "m1", "one", { text: "зелёный" }), amend("message.deleted", "m2", "one"));
  expect([find("красный"), find("зеленый"), find("синий")]).toEqual([[], ["m1"], []]);
  tell(amend("message.edited", "m1", "one", { text: "жёлтый" }), amend("message.deleted", "m1", "one"));
  expect([find("зеленый"), find("желтый")]).toEqual([[], []]);
});

test("what is erased goes out of the index too, to the last byte, and nothing else", () => {
  tell(...contact("one", "+79165550001", "Щеголихина"), message("m1", "one", "цыплёнок"), note("one", "юбилей"));
  tell(...contact("two", "+79165550002", "Яблочкина"), message("m2", "two", "цыплёнок ферзь"));
  expect([find("щеголихина"), find("цыпленок"), find("юбилей")]).toEqual([["one"], ["m2", "m1"], ["one"]]);
  tell({ type: "customer.erased", payload: { contacts: [{ interactionId: "one", pseudonym: "erased-1" }] } });
  expect([find("щеголихина"), find("цыпленок"), find("юбилей"), find("550001")]).toEqual([[], ["m2"], [], []]);
  expect([find("яблочкина"), find("ферзь"), find("рекламации")]).toEqual([["two"], ["m2"], ["two", "one"]]);
  const { terms, bytes } = indexContent();
  expect(terms).toContain("яблочкин");
  for (const gone of ["щеголихин", "юбил"]) {
    expect(terms).not.toContain(gone);
    expect(bytes.includes(gone)).toBe(false);
  }
});

test("what is over its time goes out of the index too", () => {
  tell(...contact("one", "+79165550001", "Ирина"), message("m1", "one", "юбилей"), message("m2", "one", "ферзь"));
  tell({ type: "data.expired", payload: { kind: "messages", afterSeq: 0, uptoSeq: 5, changed: 1 } });
  expect([find("юбилей"), find("ферзь"), find("ирина")]).toEqual([[], ["m2"], ["one"]]);
  expect(indexContent().bytes.includes("юбил")).toBe(false);
});

test("a log that was there before the index is taken into it piece by piece; what is erased meanwhile never is", () => {
  tell(...contact("one", "+79165550001", "Ирина"), message("m1", "one", "юбилей"), message("m2", "one", "ферзь"));
  tell(...contact("two", "+79165550002", "Яблочкина"), message("m3", "two", "юбилей"));
  cache.close();
  const file = openEncrypted(folder.file("mirror.db"), TEST_KEY);
  file.exec(`INSERT INTO search_index (search_index) VALUES ('delete-all'); DELETE FROM search_contacts;
    DELETE FROM search_tags; UPDATE search_position SET indexed_upto = 0`);
  file.close();
  cache = openedCache(folder.path);
  expect([find("юбилей"), cache.search.behind()]).toEqual([[], told.length]);
  expect(cache.search.indexMore(5)).toBe(true);
  expect([find("юбилей"), find("ирина")]).toEqual([["m1"], ["one"]]);
  // It comes with a frame, which takes more of what is behind with it.
  tell({ type: "customer.erased", payload: { contacts: [{ interactionId: "one", pseudonym: "erased-1" }] } });
  expect(cache.search.behind()).toBe(0);
  expect([find("юбилей"), find("ферзь"), find("ирина"), find("яблочкина")]).toEqual([["m3"], [], [], ["two"]]);
  cache.mirror.reset(LogId.parse("another"));
  expect(find("юбилей")).toEqual([]);
});

test("a time narrows, and pages follow one another without a gap", () => {
  tell(...contact("one", "+79165550001", "Ирина"), ...["a", "b", "c", "d"].map((id) => message(id, "one", "юбилей")));
  const query = { terms: namedTerms("юбилей", NAMES), breadth: "begun", operatorId: marina } as const;
  const first = cache.search.find({ ...query, before: null, fromMs: 6000, untilMs: 8000, limit: 1 });
  const next = cache.search.find({ ...query, before: first.last, fromMs: 6000, untilMs: 8000, limit: 5 });
  const ids = [...first.hits, ...next.hits].map(({ message: found }) => found?.messageId);
  expect([ids, next.last]).toEqual([["c", "b"], null]);
});

const WORDS = [
  "доставка",
  "задержки",
  "счёт",
  "счета",
  "договор",
  "жалобы",
  "ирина",
  "555",
  "рекламация",
  "щукин",
  '"',
  "OR",
  "NEAR(",
  "ju*",
];
const STEP = fc.record({
  kind: fc.constantFrom("contact", "message", "edit", "delete", "note", "said", "erase", "ask"),
  one: fc.nat(2),
  text: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }).map((words) => words.join(" ")),
});

test("whatever happens, the index finds what a reader of the whole log finds; nothing typed is syntax", () => {
  fc.assert(
    fc.property(fc.array(STEP, { maxLength: 25 }), fc.string({ unit: "binary" }), (steps, hostile) => {
      cache.mirror.reset(LogId.parse("log"));
      told = [];
      const erased = new Set<string>();
      const memory = new MemorySearchStore(() => told.filter((event) => !erased.has(idOf(event))));
      const same = (text: string) => {
        const all = { before: null, fromMs: null, untilMs: null, limit: 100, operatorId: marina };
        const terms = namedTerms(text, NAMES);
        const find = (store: SearchStore, breadth: SearchBreadth) =>
          store
            .find({ ...all, breadth, terms })
            .hits.filter((hit) => foundTexts(hit, terms) !== null && !erased.has(hit.contact.interactionId))
            .map(({ doc }) => doc);
        expect(find(cache.search, "begun")).toEqual(find(memory, "begun"));
        expect(find(cache.search, "begun")).toEqual(expect.arrayContaining([...find(cache.search, "whole")]));
      };
      for (const [index, { kind, one, text }] of steps.entries()) {
        const id = `i${one}`;
        const isThere = told.some((event) => idOf(event) === id);
        if (kind === "contact" && !isThere) tell(...contact(id, "+79165550001", text));
        else if (kind === "ask") same(text);
        else if (!isThere || erased.has(id)) continue;
        else if (kind === "message") tell(message(`${id}-m${index}`, id, text));
        else if (kind === "note") tell(note(id, text));
        else if (kind === "said") tell(said(id, [["date"], ["late", "date"], []][index % 3] ?? [], text));
        else if (kind === "erase") {
          tell({ type: "customer.erased", payload: { contacts: [{ interactionId: id, pseudonym: "erased" }] } });
          erased.add(id);
        } else {
          const of = told.find((event) => event.type === "message.received" && idOf(event) === id);
          if (of?.type !== "message.received") continue;
          const { messageId } = of.payload;
          tell(
            kind === "edit"
              ? amend("message.edited", messageId, id, { text })
              : amend("message.deleted", messageId, id),
          );
        }
      }
      same(hostile);
      for (const word of WORDS) same(word);
    }),
    { numRuns: 15 },
  );
});

function idOf(event: ReturnType<typeof LogEventSchema.parse>): string {
  return "interactionId" in event.payload ? event.payload.interactionId : "";
}
