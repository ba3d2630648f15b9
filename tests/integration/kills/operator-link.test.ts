import { expect, test } from "vitest";
import { openDatabase } from "../../../src-hub/db/open-database.ts";
import type { HubDatabase } from "../../../src-hub/db/schema.ts";
import { type Hub, startHub } from "../../../src-hub/hub.ts";
import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import { CommandId, type InteractionId, OperatorId } from "../../../src-shared/ids.ts";
import { TemporaryFolder } from "../../support/cache-folder.ts";
import { Chance } from "../../support/chance.ts";
import { brokenRecords } from "../../support/contact-invariants.ts";
import { CuttingProxy } from "../../support/cutting-proxy.ts";
import { DesktopChild } from "../../support/day/desktop-child.ts";
import { secretOf, TEAM } from "../../support/day/team-hub.ts";
import { FakeTelephony } from "../../support/fake-telephony.ts";
import { expectOfferedAgainSoon, KILL_ROUNDS } from "../../support/kill-rounds.ts";
import { until } from "../../support/until.ts";

const MOST_ROUNDS = 10 * KILL_ROUNDS;

const anna = OperatorId.parse("anna");

/** A hub whose exchange is played: everybody's phone is there all the time, and rings until it is answered. */
class Stage {
  readonly telephony = new FakeTelephony();
  readonly chance: Chance;
  readonly events: LogEvent[] = [];
  /** Contacts that Anna had a part in. */
  readonly annas: InteractionId[] = [];
  #customers = 0;

  constructor(chance: Chance) {
    this.chance = chance;
  }

  async open(db: HubDatabase): Promise<Hub> {
    const hub = await startHub({
      database: db,
      listen: { host: "127.0.0.1", port: 0 },
      team: TEAM,
      secrets: { anna: secretOf("anna") },
      createTelephony: () => Object.assign(this.telephony, { close: async () => undefined }),
    });
    hub.log.onAppended((events) => {
      this.events.push(...events);
      for (const event of events) this.#follow(event);
    });
    for (const { extension } of TEAM.operators) this.telephony.setRegistered(extension, true);
    // Anna and one more, so that every second call rings at her.
    for (const { operatorId } of TEAM.operators.slice(0, 2)) {
      if (operatorId !== anna) hub.service.desktopLinked(operatorId);
      const commandId = CommandId.parse(`online-${operatorId}`);
      const input = { status: "online" };
      await hub.service.execute(operatorId, { commandId, name: "operator.set-status", input });
    }
    return hub;
  }

  customerCalls(): void {
    this.#customers += 1;
    const from = { address: `+7900${1_000_000 + this.#customers}`, name: null };
    this.telephony.arrive({ fromUser: from.address, from, dialled: TEAM.queues[0]?.number ?? "" });
  }

  #follow(event: LogEvent): void {
    if (event.type === "interaction.accepted" && event.payload.operatorId === anna)
      this.annas.push(event.payload.interactionId);
    if (event.type !== "interaction.offered") return;
    const { offerId, operatorId } = event.payload;
    // Anna takes her time, so that she is often cut off while it rings.
    const afterMs = operatorId === anna ? 400 + this.chance.below(1000) : this.chance.below(50);
    setTimeout(() => this.#answer(offerId), afterMs);
  }

  #answer(offerId: Parameters<FakeTelephony["answer"]>[0]): void {
    if (!this.telephony.isRinging(offerId)) return;
    const { callId } =
      this.telephony.commandsOf("ring").findLast((ring) => ring.request.offerId === offerId)?.request ?? {};
    this.telephony.answer(offerId);
    if (callId) setTimeout(() => this.telephony.callerLeaves(callId), this.chance.below(200));
  }
}

/** How long what rang at Anna when her link was lost waited for the next offer from the moment the hub knew, ms. */
function strandedFor(events: readonly LogEvent[]): readonly number[] {
  const waits: number[] = [];
  const ringing = new Set<InteractionId>();
  const stranded = new Map<InteractionId, number>();
  for (const event of events) {
    if (event.type === "interaction.offered") {
      const { interactionId, operatorId } = event.payload;
      const sinceMs = stranded.get(interactionId);
      if (sinceMs !== undefined) waits.push(event.atMs - sinceMs);
      stranded.delete(interactionId);
      if (operatorId === anna) ringing.add(interactionId);
    } else if (event.type === "interaction.accepted" || event.type === "interaction.ended") {
      ringing.delete(event.payload.interactionId);
      stranded.delete(event.payload.interactionId);
    } else if (event.type === "operator.desktop-changed" && event.payload.operatorId === anna) {
      for (const interactionId of ringing) if (!event.payload.linked) stranded.set(interactionId, event.atMs);
      // Back in time she keeps what rings.
      if (event.payload.linked) stranded.clear();
    } else if (event.type === "interaction.offer-ended") ringing.delete(event.payload.interactionId);
  }
  return waits;
}

test("an operator's link is cut, half open or gone with its desktop at any moment: each command is executed once, and what rang there rings elsewhere within a second", async () => {
  const chance = Chance.forTest("kills of an operator's link");
  using folder = new TemporaryFolder();
  const db = await openDatabase({ file: folder.file("hub.db"), key: null });
  const stage = new Stage(chance);
  const hub = await stage.open(db);
  await using proxy = await CuttingProxy.start(hub.port);
  const place = { directory: folder.file("desktop"), url: proxy.url, login: anna, secret: secretOf("anna") };
  await using desktop = new DesktopChild(place);
  const isBack = () => {
    const { isOnline, pending, lastSeq } = desktop.how();
    return isOnline && pending === 0 && lastSeq === hub.log.headSeq;
  };
  await until(isBack, "Anna is linked");
  const strikes = {
    cut: () => proxy.cut(),
    "half-open": () => proxy.freezeOpen(),
    dark: () => {
      proxy.freeze();
      setTimeout(() => {
        // What was lost is lost: only new connections work.
        proxy.freezeOpen();
        proxy.thaw();
      }, chance.below(1200));
    },
    // On a quick machine it would be back before the hub gives what rings there to somebody else.
    kill: () => desktop.killAndStart(chance.below(1500)),
  } as const;
  const asked: string[] = [];
  // Not every strike strands somebody: it goes on until one has, or there would be nothing to measure.
  const hasStranded = () => strandedFor(stage.events).length > 0;
  for (let round = 0; round < KILL_ROUNDS || (round < MOST_ROUNDS && !hasStranded()); round += 1) {
    const words = `round ${round} of TANDEM_SEED=${chance.seed}`;
    for (let count = 0; count < 2; count += 1) stage.customerCalls();
    const note = () => {
      const interactionId = stage.annas.at(-1 - chance.below(3));
      if (!interactionId) return;
      const text = `заметка ${asked.length}`;
      asked.push(text);
      desktop.do(text, "interaction.set-note", { interactionId, text });
    };
    for (let count = 0; count < 4; count += 1) setTimeout(note, chance.below(500));
    await chance.moment(600);
    const how = chance.pick(["cut", "half-open", "dark", "kill"] as const);
    await strikes[how]();
    await until(
      () => hub.log.unclosed().length === 0 && isBack(),
      `everything is over and known (${words})`,
      40_000,
    ).catch((cause: unknown) => {
      const stands = {
        desktop: desktop.how(),
        died: desktop.died,
        how,
        head: hub.log.headSeq,
        open: hub.log.unclosed(),
      };
      throw new Error(`${JSON.stringify(stands)} ${JSON.stringify(stage.events.slice(-25))}`, { cause });
    });
    await hub.service.idle();
    expect(hub.service.brokenInvariants(), words).toEqual([]);
    expect(await brokenRecords(db), words).toEqual([]);
  }
  const done = stage.events.flatMap((event) => (event.type === "interaction.note-changed" ? [event.payload.text] : []));
  expect(done.filter((text, index) => done.indexOf(text) !== index)).toEqual([]);
  expect([...desktop.kept].filter((text) => !done.includes(text))).toEqual([]);
  const waits = [...strandedFor(stage.events)].sort((left, right) => left - right);
  process.stderr.write(`${done.length} of ${asked.length} notes\n`);
  expectOfferedAgainSoon(waits, `TANDEM_SEED=${chance.seed}`);
  await hub.stop();
}, 900_000);
