import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FakeChannel } from "../../support/fake-channel.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { aFolder, lev, marina } from "../hub/support/a-hub.ts";
import { TextHub } from "./support/a-text-hub.ts";

const people = [marina, lev];
const customers = ["irina", "petr"];

type Step =
  | { readonly do: "write" | "replay" | "edit"; readonly who: number }
  | { readonly do: "online" | "gone" | "accept" | "refuse" | "say" | "close"; readonly by: number }
  | { readonly do: "restart" | "cut" | "mend" }
  | { readonly do: "wait"; readonly ms: number };

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({ do: fc.constantFrom("write" as const, "replay" as const, "edit" as const), who: fc.nat(1) }),
    fc.record({
      do: fc.constantFrom(...(["online", "gone", "accept", "accept", "refuse", "say", "say", "close"] as const)),
      by: fc.nat(1),
    }),
    fc.record({ do: fc.constantFrom("restart" as const, "cut" as const, "mend" as const) }),
    fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(500, 31_000, 61_000) }),
  ),
  { minLength: 10, maxLength: 40 },
);

/** Plays a conversation's life on a database in a file, and says what must be so at its end. */
class Life {
  readonly #folder = aFolder();
  readonly #channel = new FakeChannel();
  readonly #clock = new FakeClock();
  readonly #written = new Map<string, string>();
  readonly #said: { readonly messageId: string; readonly text: string }[] = [];
  #test: TextHub | null = null;
  #count = 0;

  async play(steps: readonly Step[]): Promise<void> {
    try {
      await this.#start();
      for (const step of steps) await this.#step(step);
      this.#channel.isUnreachable = false;
      await this.#hub.hub.pass(120_000);
      await this.#check();
    } finally {
      await this.#test?.stop();
      this.#folder.remove();
    }
  }

  get #hub(): TextHub {
    if (!this.#test) throw new Error("no hub runs");
    return this.#test;
  }

  async #start(): Promise<void> {
    const databaseFile = join(this.#folder.path, "hub.db");
    const settings = { closeAfterMs: null, messagesAtOnce: 1000 };
    this.#test = await TextHub.start({ databaseFile, channel: this.#channel, clock: this.#clock, settings });
  }

  async #step(step: Step): Promise<void> {
    const hub = this.#hub;
    switch (step.do) {
      case "write":
      case "replay":
      case "edit":
        return this.#ofCustomer(step.do, customers[step.who] ?? "");
      case "online":
        return hub.putOnline(people[step.by] ?? marina);
      case "gone":
        hub.hub.hub.service.desktopGone(people[step.by] ?? marina);
        return hub.settle();
      case "restart":
        await hub.stop();
        return this.#start();
      case "cut":
      case "mend":
        this.#channel.isUnreachable = step.do === "cut";
        return;
      case "wait":
        return hub.hub.pass(step.ms);
      default:
        return this.#ofOperator(step.do, people[step.by] ?? marina);
    }
  }

  async #ofCustomer(what: "write" | "replay" | "edit", customer: string): Promise<void> {
    const last = [...this.#written.keys()].findLast((id) => id.startsWith(customer));
    if (what === "write" || last === undefined) {
      this.#count += 1;
      const id = `${customer}-${this.#count}`;
      this.#written.set(id, `текст ${this.#count}`);
      expect(await this.#hub.write(customer, `текст ${this.#count}`, id)).toEqual({ ok: true, isReplay: false });
    } else if (what === "replay") {
      expect(await this.#hub.write(customer, this.#written.get(last) ?? "", last)).toEqual({
        ok: true,
        isReplay: true,
      });
    } else {
      this.#count += 1;
      const text = `правка ${this.#count}`;
      this.#written.set(last, text);
      await this.#channel.tell({ type: "edited", conversation: customer, message: last, text });
      await this.#hub.settle();
    }
  }

  async #ofOperator(what: "accept" | "refuse" | "say" | "close", operatorId: typeof marina): Promise<void> {
    const unclosed = this.#hub.hub.hub.log.unclosed();
    const own = unclosed.find((each) => each.operatorId === operatorId && each.state === "active");
    if (what === "say" && own) {
      this.#count += 1;
      const said = { messageId: `said-${this.#count}`, text: `ответ ${this.#count}` };
      const reply = await this.#hub.say(operatorId, own.interactionId, said.text, said.messageId);
      expect(reply).toMatchObject({ ok: true });
      this.#said.push(said);
    } else if (what === "close" && own) {
      const { interactionId } = own;
      expect(await this.#hub.command(operatorId, "interaction.close", { interactionId })).toMatchObject({ ok: true });
    } else if (what === "accept" || what === "refuse") {
      for (const { interactionId, offers } of unclosed) {
        const offer = offers.find((each) => each.operatorId === operatorId && each.outcome === null);
        if (!offer) continue;
        const { offerId } = offer;
        await this.#hub.command(operatorId, `interaction.${what}-offer`, { interactionId, offerId });
      }
    }
  }

  /** Nothing is lost, nothing is doubled, each conversation is in one piece, and the customer sees what was said. */
  async #check(): Promise<void> {
    const messages = await this.#hub.messages();
    const received = messages.filter(({ from }) => from === "customer");
    expect(received.map(({ channelMessageId, text }) => [channelMessageId, text])).toEqual([...this.#written]);
    const sent = messages.filter(({ from }) => from === "operator");
    expect(sent.map(({ messageId, text }) => ({ messageId, text }))).toEqual(this.#said);
    expect(sent.every(({ delivery }) => delivery?.state === "sent")).toBe(true);
    const shown = customers.flatMap((customer) => this.#channel.shown(customer).map(({ text }) => text));
    expect([...shown].sort()).toEqual(this.#said.map(({ text }) => text).sort());
    const open = (await this.#hub.hub.interactions()).filter(({ state }) => state !== "closed" && state !== "wrap-up");
    const conversations = open.map(({ conversationId }) => conversationId);
    expect(new Set(conversations).size).toBe(conversations.length);
  }
}

/** What chance seldom brings together: an answer on its way, and a contact that waits, when the hub is started anew. */
const ON_ITS_WAY: readonly Step[] = [
  { do: "online", by: 0 },
  { do: "write", who: 0 },
  { do: "accept", by: 0 },
  { do: "cut" },
  { do: "say", by: 0 },
  { do: "say", by: 0 },
  { do: "restart" },
  { do: "mend" },
  { do: "wait", ms: 31_000 },
];
const WAITING: readonly Step[] = [
  { do: "write", who: 0 },
  { do: "write", who: 1 },
  { do: "restart" },
  { do: "online", by: 1 },
  { do: "restart" },
  { do: "online", by: 0 },
  { do: "accept", by: 0 },
  { do: "say", by: 0 },
];

describe("the life of conversations", () => {
  it("loses and doubles nothing, whatever happens in whatever order, and over restarts", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (played) => new Life().play(played)),
      { numRuns: 14, examples: [[ON_ITS_WAY], [WAITING]] },
    );
  });
});
