import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { openDatabase } from "../../../../src-hub/db/open-database.ts";
import type { HubDatabase } from "../../../../src-hub/db/schema.ts";
import type { OwnedTelephony } from "../../../../src-hub/hub.ts";
import { type Hub, type HubSettings, startHub } from "../../../../src-hub/hub.ts";
import type { ResumedTalk } from "../../../../src-hub/telephony/telephony.ts";
import { foldInteraction, type Interaction, isInteractionEvent } from "../../../../src-shared/domain/interaction.ts";
import type { ChosenStatus } from "../../../../src-shared/domain/operator-status.ts";
import { Team } from "../../../../src-shared/domain/team.ts";
import type { LogEvent } from "../../../../src-shared/events/log-event.ts";
import { CommandId, type InteractionId, OperatorId } from "../../../../src-shared/ids.ts";
import type { HubStart } from "../../../../src-shared/ipc/hub-process.ts";
import type { LinkCommandName, LinkReply } from "../../../../src-shared/link/link-contract.ts";
import { FakeClock, settle } from "../../../support/fake-clock.ts";
import { FakeTelephony } from "../../../support/fake-telephony.ts";

export const KEY = "0f".repeat(32);
export const marina = OperatorId.parse("marina");
export const lev = OperatorId.parse("lev");
export const CUSTOMER = { address: "+79000001427", name: "Ирина Сомова" };

/** Marina (1001) and Lev (1002) serve «Поддержка» (700); Marina alone «Заказы» (701), with 5 s of wrap-up. */
export const TEAM = Team.parse({
  operators: [
    { operatorId: "marina", name: "Марина Белова", extension: "1001" },
    { operatorId: "lev", name: "Лев Орлов", extension: "1002" },
  ],
  lines: [
    { login: "irina", name: "Ирина Сомова", number: "+79000001427" },
    { login: "petr", name: "Пётр", number: "+79000001428" },
  ],
  queues: [
    { queueId: "support", name: "Поддержка", number: "700", members: ["marina", "lev"] },
    { queueId: "orders", name: "Заказы", number: "701", members: ["marina"], wrapUpMs: 5000 },
  ],
  breakReasons: [{ code: "lunch", name: { ru: "Обед", en: "Lunch" }, limitMs: 1_800_000 }],
});

export const SECRETS = { marina: "marina-secret", lev: "lev-secret-1", irina: "irina-secret" };

/** A folder of its own for a test's files. */
export function aFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "tandem-hub-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export type AHubOptions = Partial<HubSettings & Pick<HubStart, "databaseFile" | "databaseKey">> & {
  /** A PostgreSQL database in the place of the file. */
  readonly databaseUrl?: string;
  readonly clock?: FakeClock;
  /** A database that the test looks into, in the place of one of the hub's own. */
  readonly database?: HubDatabase;
  /** What the exchange carries on from before. */
  readonly resumed?: readonly ResumedTalk[];
};

/** A whole hub with a real database and real sockets, whose exchange and time are played. */
export class TestHub {
  readonly hub: Hub;
  readonly telephony: FakeTelephony;
  readonly clock: FakeClock;
  #commands = 0;

  private constructor(hub: Hub, telephony: FakeTelephony, clock: FakeClock) {
    this.hub = hub;
    this.telephony = telephony;
    this.clock = clock;
  }

  static async start({
    clock = new FakeClock(),
    resumed = [],
    databaseUrl,
    ...more
  }: AHubOptions = {}): Promise<TestHub> {
    const onLost = (error: unknown) => more.onFault?.(error);
    const database = databaseUrl === undefined ? {} : { database: await openDatabase({ url: databaseUrl, onLost }) };
    const options = { ...more, ...database };
    const telephony = new FakeTelephony(resumed);
    const owned: OwnedTelephony = Object.assign(telephony, { close: async () => undefined });
    const hub = await startHub({
      databaseFile: ":memory:",
      databaseKey: null,
      listen: { host: "127.0.0.1", port: 0 },
      team: TEAM,
      secrets: {},
      clock,
      createTelephony: () => owned,
      onFault: (error) => {
        throw error;
      },
      ...options,
    });
    return new TestHub(hub, telephony, clock);
  }

  /** A phone, a desktop and «На линии». */
  async putOnline(...operatorIds: OperatorId[]): Promise<void> {
    for (const operatorId of operatorIds) {
      this.telephony.setRegistered(TEAM.operators.find((one) => one.operatorId === operatorId)?.extension ?? "", true);
      this.hub.service.desktopLinked(operatorId);
      await this.choose(operatorId, { status: "online" });
      // Who came first has been idle longest.
      this.clock.advance(1000);
    }
    await this.settle();
  }

  choose(operatorId: OperatorId, chosen: ChosenStatus): Promise<LinkReply> {
    return this.command(operatorId, "operator.set-status", chosen);
  }

  command(operatorId: OperatorId, name: LinkCommandName, input: unknown, id?: string): Promise<LinkReply> {
    this.#commands += 1;
    const commandId = CommandId.parse(id ?? `command-${this.#commands}-${this.clock.nowMs()}`);
    return this.hub.service.execute(operatorId, { commandId, name, input });
  }

  /** Lets everything that was caused happen, and checks what must hold after each step. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 4; turn += 1) {
      await settle();
      await this.hub.service.idle();
      await settle();
    }
    expect(this.hub.service.brokenInvariants()).toEqual([]);
  }

  /** Time passes. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.clock.nowMs() + ms;
    await this.settle();
    for (let nextAtMs = this.clock.nextAtMs; nextAtMs !== null && nextAtMs <= untilMs; nextAtMs = this.clock.nextAtMs) {
      this.clock.advance(Math.max(0, nextAtMs - this.clock.nowMs()));
      await this.settle();
    }
    this.clock.advance(untilMs - this.clock.nowMs());
    await this.settle();
  }

  /** The offer that rings now. */
  async ringing(): Promise<{
    offerId: Parameters<FakeTelephony["answer"]>[0];
    user: string;
    interactionId: InteractionId;
  }> {
    await this.settle();
    const rings = this.telephony.commandsOf("ring").map(({ request }) => request);
    const request = rings.findLast(({ offerId }) => this.telephony.isRinging(offerId));
    if (!request) throw new Error("nothing rings");
    return request;
  }

  events(): Promise<readonly LogEvent[]> {
    return this.hub.log.read(0, 10_000);
  }

  /** The types of the events of interactions, without their common beginning. */
  async story(): Promise<readonly string[]> {
    return (await this.events())
      .filter((event) => event.type.startsWith("interaction."))
      .map((event) => event.type.slice("interaction.".length));
  }

  /** All interactions, folded from the log, in the order they came. */
  async interactions(): Promise<readonly Interaction[]> {
    return foldAll(await this.events());
  }

  async last(): Promise<Interaction> {
    const last = (await this.interactions()).at(-1);
    if (!last) throw new Error("there is no interaction");
    return last;
  }

  async status(operatorId: OperatorId): Promise<string | null> {
    const changes = (await this.events()).filter((event) => event.type === "operator.status-changed");
    return changes.findLast(({ payload }) => payload.operatorId === operatorId)?.payload.status ?? null;
  }

  async stop(): Promise<void> {
    await this.hub.stop();
  }
}

/** Interactions as the log makes them. */
export function foldAll(events: readonly LogEvent[]): readonly Interaction[] {
  const folded = new Map<InteractionId, Interaction>();
  for (const event of events) {
    if (!isInteractionEvent(event)) continue;
    const { interactionId } = event.payload;
    const after = foldInteraction(folded.get(interactionId), event);
    if (after) folded.set(interactionId, after);
  }
  return [...folded.values()];
}
