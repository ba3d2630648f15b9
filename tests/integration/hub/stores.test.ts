import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCredentials, replaceSecrets } from "../../../src-hub/accounts/credential-store.ts";
import { hasTeam, readTeam, saveQueueRules, seedTeam } from "../../../src-hub/accounts/team-store.ts";
import { readFile, readSites, saveFile, saveSite } from "../../../src-hub/channels/site/site-store.ts";
import { createRecordings } from "../../../src-hub/db/migrations/3200-create-recordings.ts";
import type { HubDatabase, WriteDb } from "../../../src-hub/db/schema.ts";
import { insertEvents } from "../../../src-hub/log/event-store.ts";
import { readMeta, writeMeta, writeMetaOnce } from "../../../src-hub/log/meta-store.ts";
import { saveNotes } from "../../../src-hub/log/note-store.ts";
import { readPresences, saveOperatorEvents } from "../../../src-hub/log/operator-store.ts";
import { saveCallQuality } from "../../../src-hub/log/quality-store.ts";
import {
  forgetRecordings,
  readRecording,
  readRecordings,
  saveRecordings,
} from "../../../src-hub/log/recording-store.ts";
import { addRemovals, readRemovals, settleRemoval } from "../../../src-hub/log/removal-store.ts";
import { TalkStore } from "../../../src-hub/log/talk-store.ts";
import { failureBook } from "../../../src-hub/people/failure-store.ts";
import {
  insertPerson,
  isIdTaken,
  markRemoved,
  type PersonRecord,
  readPeople,
  readPerson,
  saveCodeUse,
  saveRehash,
  saveTotp,
  updatePerson,
} from "../../../src-hub/people/person-store.ts";
import {
  forgetMachineSecret,
  hasOtherOperator,
  isNumberTaken,
  readMachineHash,
  readQueueIds,
  savePlace,
} from "../../../src-hub/people/place-store.ts";
import {
  endSession,
  endSessionsOf,
  insertRefreshToken,
  insertSession,
  pruneSessions,
  readCaller,
  readRefreshToken,
  readSession,
  useRefreshToken,
} from "../../../src-hub/people/session-store.ts";
import { readCustomerRouting, saveCustomerRouting } from "../../../src-hub/queue/routing-store.ts";
import { pruneReplies, readReply, saveReply } from "../../../src-hub/service/command-store.ts";
import { dropOldTickets, saveTicket, Ticket, takeTicket } from "../../../src-hub/site-call/ticket-store.ts";
import { KeptTalk } from "../../../src-hub/telephony/embedded/kept-talks.ts";
import { CustomerRouting } from "../../../src-shared/domain/distribution/customer-routing.ts";
import { QueueRules } from "../../../src-shared/domain/distribution/queue-rules.ts";
import type { PresenceEvent } from "../../../src-shared/domain/operator-presence.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import { type LogEvent, LogEventSchema } from "../../../src-shared/events/log-event.ts";
import { CommandId, InteractionId, OperatorId, QueueId } from "../../../src-shared/ids.ts";
import { SiteSettings } from "../../../src-shared/site-chat/site-settings.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { aQuality } from "../../support/quality-samples.ts";
import { marina, TEAM } from "./support/a-hub.ts";
import { ENGINES, Stores } from "./support/stores.ts";

// One suite of the hub's stores for both engines: what is kept comes back the same, and of two writers one wins.

const LATE_MS = 4_102_444_800_000;
const NASTY = "O'Brien \\ \"x\" %_ \u202f 👩‍🚀 '; DROP TABLE people; --";
const RACERS = 6;
const petr = OperatorId.parse("petr");
const support = QueueId.parse("support");
const PERSON: PersonRecord = {
  personId: petr,
  name: "Пётр Ильин",
  role: "supervisor",
  extension: "1003",
  groups: [],
  skills: { en: 7 } as PersonRecord["skills"],
  queues: [support],
  isBlocked: false,
  mustChangePassword: true,
  createdAtMs: LATE_MS,
  passwordHash: "hash-1",
  phoneKey: 3,
  totpSecret: null,
  isTotpOn: false,
  totpLastStep: null,
  recoveryHashes: ["one", "two"],
};

const stores = new Stores();
afterAll(() => stores.stop());

describe.each(ENGINES)("the hub's stores on %s", (engine) => {
  let db: HubDatabase;
  beforeEach(async () => {
    db = await (await stores.place(engine)).open();
    await seedTeam(db, TEAM);
  });
  afterEach(() => db.destroy());

  const race = async (one: () => Promise<boolean>) =>
    (await Promise.all(Array.from({ length: RACERS }, one))).filter(Boolean).length;
  const write = <Value>(work: (one: WriteDb) => Promise<Value>) => db.transaction().execute(work);
  const insert = async (person: PersonRecord = PERSON) => {
    await write((one) => insertPerson(one, person));
    await write((one) => savePlace(one, person));
  };

  it("the team comes back as it was seeded, once, with rules of its queues", async () => {
    expect(await hasTeam(db)).toBe(true);
    expect(await readTeam(db)).toEqual(TEAM);
    await seedTeam(db, Team.parse({ ...TEAM, lines: [] }));
    expect(await readTeam(db)).toEqual(TEAM);
    const rules = QueueRules.parse({});
    await write((one) => saveQueueRules(one, support, rules));
    expect((await readTeam(db)).queues.find(({ queueId }) => queueId === support)?.rules).toEqual(rules);
  });

  it("secrets are kept as what checks them; the same one again changes nothing", async () => {
    const secrets = { marina: "marina-secret", irina: "irina-secret" };
    await replaceSecrets(db, "tandem.invalid", secrets);
    const known = await readCredentials(db);
    expect(JSON.stringify(known)).not.toContain("secret");
    expect(known.find(({ sipUser }) => sipUser === "1001")).toMatchObject({
      ha1: expect.any(String),
      isBlocked: false,
    });
    await replaceSecrets(db, "tandem.invalid", secrets);
    expect(await readCredentials(db)).toEqual(known);
    expect(await readMachineHash(db, "marina")).toMatch(/^scrypt\$/);
    await write((one) => forgetMachineSecret(one, "marina"));
    expect(await readMachineHash(db, "marina")).toBeNull();
  });

  it("people are kept whole, found, changed, moved and taken out; an id stays taken", async () => {
    await insert();
    expect(await readPerson(db, "petr")).toEqual(PERSON);
    expect((await readPeople(db)).map(({ personId }) => personId)).toEqual(["lev", "marina", "petr"]);
    const after = { ...PERSON, name: NASTY, extension: "1009", queues: [QueueId.parse("orders")], isBlocked: true };
    await write((one) => updatePerson(one, after));
    await write((one) => savePlace(one, after));
    expect(await readPerson(db, "petr")).toEqual(after);
    expect(await isNumberTaken(db, "1009", "marina")).toBe(true);
    expect(await isNumberTaken(db, "1009", "petr")).toBe(false);
    expect(await isNumberTaken(db, "700", "petr")).toBe(true);
    expect(await readQueueIds(db)).toHaveLength(2);
    expect(await hasOtherOperator(db, "petr")).toBe(true);
    await write((one) => savePlace(one, { ...after, extension: null }));
    expect(await readPerson(db, "petr")).toEqual({ ...after, extension: null });
    await write((one) => markRemoved(one, "petr"));
    expect(await readPerson(db, "petr")).toBeNull();
    expect(await isIdTaken(db, "petr")).toBe(true);
  });

  it("a code, a recovery code and a rehash are taken by one of those who try at once", async () => {
    await insert();
    expect(await race(() => saveCodeUse(db, PERSON, { kind: "totp", step: 60_000_000 }))).toBe(1);
    expect(await saveCodeUse(db, PERSON, { kind: "totp", step: 59_999_999 })).toBe(false);
    expect(await race(() => saveCodeUse(db, PERSON, { kind: "recovery-code", left: ["two"] }))).toBe(1);
    await saveRehash(db, PERSON, "hash-2");
    await saveRehash(db, PERSON, "hash-3");
    expect(await readPerson(db, "petr")).toMatchObject({ passwordHash: "hash-2", recoveryHashes: ["two"] });
    await write((one) => saveTotp(one, "petr", { sealed: "sealed", isOn: true, lastStep: null, recoveryHashes: [] }));
    expect(await readPerson(db, "petr")).toMatchObject({ totpSecret: "sealed", isTotpOn: true, totpLastStep: null });
  });

  it("a session speaks for its person while it lasts; a token is used by one", async () => {
    await insert();
    const session = (sessionId: string, expiresAtMs = LATE_MS) => ({
      ...{ sessionId, personId: "petr", createdAtMs: 1, expiresAtMs, endedAtMs: null },
    });
    for (const id of ["s1", "s2"]) await write((one) => insertSession(one, session(id)));
    await write((one) => insertSession(one, session("short", 10)));
    await write((one) => insertRefreshToken(one, { tokenHash: "t1", sessionId: "s1", atMs: 1 }));
    expect(await race(() => write((one) => useRefreshToken(one, "t1", 5)))).toBe(1);
    expect(await readRefreshToken(db, "t1")).toEqual({ tokenHash: "t1", sessionId: "s1", isUsed: true });
    expect(await readCaller(db, "s1", 5)).toEqual({
      ...{ personId: "petr", role: "supervisor", sessionId: "s1", mustChangePassword: true },
    });
    expect(await readCaller(db, "short", 10)).toBeNull();
    await write((one) => endSession(one, "s1", 7));
    await write((one) => endSession(one, "s1", 9));
    expect(await readSession(db, "s1")).toMatchObject({ endedAtMs: 7 });
    expect([await readCaller(db, "s1", 8), (await readCaller(db, "s2", 8))?.sessionId]).toEqual([null, "s2"]);
    await write((one) => updatePerson(one, { ...PERSON, isBlocked: true }));
    expect(await readCaller(db, "s2", 8)).toBeNull();
    await write((one) => endSessionsOf(one, "petr", 11));
    await db.transaction().execute((transaction) => pruneSessions(transaction, 100));
    expect([await readSession(db, "s1"), await readSession(db, "s2"), await readRefreshToken(db, "t1")]).toEqual([
      ...[null, null, null],
    ]);
  });

  it("wrong tries are counted, and forgotten when they are old", async () => {
    const book = failureBook(db);
    const record = { failures: 3, lastAtMs: LATE_MS, lockedUntilMs: LATE_MS + 1 };
    await Promise.all([NASTY, NASTY, "old"].map((subject) => book.save(subject, record)));
    expect(await book.read(NASTY)).toEqual(record);
    await book.save("old", { failures: 1, lastAtMs: 1, lockedUntilMs: 1 });
    await book.prune(100);
    expect([await book.read("old"), await book.read(NASTY)]).toEqual([null, record]);
    await book.forget(NASTY);
    expect(await book.read(NASTY)).toBeNull();
  });

  it("what the hub keeps about itself, its customers' routing and its answers to commands", async () => {
    await Promise.all(["one", "two"].map((value) => writeMetaOnce(db, "site-chat-secrets", value)));
    expect(["one", "two"]).toContain(await readMeta(db, "site-chat-secrets"));
    await writeMeta(db, "site-chat-secrets", NASTY);
    expect(await readMeta(db, "site-chat-secrets")).toBe(NASTY);

    const routing = CustomerRouting.parse({ priority: 2, responsibleId: "marina" });
    await saveCustomerRouting(db, NASTY, routing);
    await saveCustomerRouting(db, NASTY, { ...routing, priority: 3 });
    expect(await readCustomerRouting(db, NASTY)).toEqual({ ...routing, priority: 3 });
    await saveCustomerRouting(db, NASTY, CustomerRouting.parse({}));
    expect(await readCustomerRouting(db, NASTY)).toBeNull();

    const given = { operatorId: marina, commandId: CommandId.parse("c1"), atMs: LATE_MS };
    const reply = { ok: true, seq: 7 } as const;
    await db.transaction().execute((transaction) => saveReply(transaction, { ...given, reply }));
    await expect(db.transaction().execute((one) => saveReply(one, { ...given, reply }))).rejects.toThrow();
    expect(await readReply(db, marina, given.commandId)).toEqual(reply);
    await pruneReplies(db, LATE_MS + 1);
    expect(await readReply(db, marina, given.commandId)).toBeNull();
  });

  it("notes, quality and standings keep the last word", async () => {
    const interactionId = InteractionId.parse("i-1");
    const event = (seq: number, type: string, payload: object) =>
      ({ seq, atMs: LATE_MS + seq, actor: "marina", type, payload }) as LogEvent;
    const note = (seq: number, text: string) =>
      event(seq, "interaction.note-changed", { interactionId, operatorId: marina, text });
    const quality = (seq: number, mos: number) =>
      event(seq, "call.quality-measured", { interactionId, operatorId: marina, quality: aQuality(mos) });
    await db.transaction().execute(async (one) => {
      await saveNotes(one, [note(1, "first"), note(2, NASTY)]);
      await saveCallQuality(one, [quality(1, 3.5), quality(2, 4.25)]);
      await saveOperatorEvents(one, [
        event(3, "operator.status-changed", {
          ...{ operatorId: marina, status: "break", reason: "lunch", limitMs: 1_800_000, by: "operator" },
        }) as PresenceEvent,
      ]);
    });
    expect(await db.selectFrom("interaction_notes").select(["body", "at_ms"]).execute()).toEqual([
      { body: NASTY, at_ms: LATE_MS + 2 },
    ]);
    expect(await db.selectFrom("call_quality").select(["mos", "at_ms"]).execute()).toEqual([
      { mos: 4.25, at_ms: LATE_MS + 2 },
    ]);
    expect(await readPresences(db)).toMatchObject([
      { operatorId: marina, state: { status: "break", reason: "lunch", limitMs: 1_800_000, sinceMs: LATE_MS + 3 } },
    ]);
  });

  it("recordings are kept by their first number, asked for by who had a part, and read from an older log", async () => {
    const of = (operatorId: OperatorId | null, interactionId: string, name: string) => ({
      ...{ interactionId: InteractionId.parse(interactionId), operatorId, recording: name },
    });
    const told = (
      seq: number,
      side: ReturnType<typeof of>,
      state: "started" | "paused" | "stopped",
      durationMs?: number,
    ) =>
      LogEventSchema.parse({
        ...{ seq, atMs: LATE_MS + seq, actor: "system", type: "call.recording-changed" },
        payload: { ...side, state, ...(durationMs === undefined ? {} : { durationMs }) },
      });
    const [customer, own, other] = [of(null, "i-1", NASTY), of(marina, "i-1", "two"), of(petr, "i-2", "three")];
    const events = [
      ...[told(1, customer, "started"), told(2, own, "started"), told(3, other, "started")],
      ...[told(4, customer, "paused"), told(5, own, "stopped", 9000)],
    ];
    await write((one) => saveRecordings(one, events));
    const asked = { beforeId: undefined, limit: 50, interactionId: undefined, operatorId: undefined };
    const period = { fromMs: undefined, toMs: undefined };
    const list = (scope: readonly OperatorId[] | null, more: object = {}) =>
      readRecordings(db, { ...asked, ...period, scope, ...more });
    const all = await list(null);
    expect(all.recordings.map(({ recordingId, state }) => [recordingId, state])).toEqual([
      ...[
        [3, "recording"],
        [2, "ended"],
        [1, "paused"],
      ],
    ]);
    expect((await list([marina])).recordings.map(({ recordingId }) => recordingId)).toEqual([2, 1]);
    expect((await list([marina], { operatorId: petr })).recordings).toEqual([]);
    expect((await list(null, { fromMs: LATE_MS + 2, toMs: LATE_MS + 3 })).recordings).toHaveLength(1);
    expect(await readRecording(db, 1, [marina])).toMatchObject({ name: NASTY });
    expect(await readRecording(db, 1, [petr])).toBeNull();
    // The same of a log that was written before there was a table.
    await write((one) => insertEvents(one, events));
    await db.schema.dropTable("recordings").execute();
    await createRecordings(engine).up(db);
    expect(await list(null)).toEqual(all);
    await write((one) => forgetRecordings(one, [NASTY, "two"]));
    expect((await list(null)).recordings.map(({ recordingId }) => recordingId)).toEqual([3]);
  });

  it("talks outlive a restart, tickets and removals are taken once", async () => {
    const clock = new FakeClock();
    const dialog = {
      ...{ callId: "d", localTag: "a", remoteTag: "b", localUri: "sip:a@x", remoteUri: "sip:b@x" },
      ...{ remoteTarget: "sip:b@y", localSequence: 1, remoteSequence: null },
    };
    const leg = { user: "1001", instance: null, isHolding: false, dialog };
    const body = { callId: "call-1", interactionId: null, atMs: clock.nowMs(), caller: leg, callee: leg };
    const talk = KeptTalk.parse(body);
    const before = await TalkStore.open(db, clock);
    before.keep(talk);
    before.keep({ ...talk, callee: { ...leg, isHolding: true } });
    await before.idle();
    expect((await TalkStore.open(db, clock)).kept).toEqual([{ ...talk, callee: { ...leg, isHolding: true } }]);
    before.forget(talk.callId);
    await before.idle();
    expect((await TalkStore.open(db, clock)).kept).toEqual([]);

    const ticket = Ticket.parse({
      ...{ siteKey: "coffee-and-tea", queueId: support, origin: "https://coffee.example", address: "127.0.0.1" },
      customer: { address: "site:1", name: NASTY.slice(0, 40) },
      visit: { site: "Кофе", url: "https://coffee.example/", title: "", referrer: "", utm: {} },
    });
    await saveTicket(db, "guest-1", ticket, LATE_MS);
    expect(await race(async () => (await takeTicket(db, "guest-1", 5)) !== null)).toBe(1);
    await saveTicket(db, "guest-2", ticket, 4);
    expect(await takeTicket(db, "guest-2", 5)).toBeNull();
    await saveTicket(db, "guest-3", ticket, 4);
    await dropOldTickets(db, 5);
    expect(await db.selectFrom("site_call_tickets").selectAll().execute()).toEqual([]);

    const removals = [
      { kind: "recording", ref: "r1" },
      { kind: "file", ref: "f1" },
    ] as const;
    await db.transaction().execute((one) => addRemovals(one, [...removals, ...removals], LATE_MS));
    expect(await readRemovals(db, 10)).toEqual([removals[1], removals[0]]);
    await settleRemoval(db, removals[1]);
    expect(await readRemovals(db, 10)).toEqual([removals[0]]);
  });

  it("sites and their visitors' files, byte for byte, for their own visitor", async () => {
    const site = SiteSettings.parse({
      ...{ key: "coffee-and-tea", name: NASTY, origins: ["https://coffee.example"], queueId: "support" },
      title: { ru: "Кофе", en: "Coffee" },
    });
    await saveSite(db, site);
    await saveSite(db, { ...site, name: "Чай" });
    expect(await readSites(db)).toEqual([{ ...site, name: "Чай" }]);
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    const file = { file_id: "f1", visitor_id: "v1", name: NASTY, type: "image/png", size: 256, at_ms: LATE_MS, bytes };
    await saveFile(db, file);
    const found = await readFile(db, "v1", "f1");
    expect(found && Buffer.from(found.bytes).equals(bytes)).toBe(true);
    expect(found).toMatchObject({ name: NASTY, at_ms: LATE_MS });
    expect(await readFile(db, "v2", "f1")).toBeNull();
  });
});
