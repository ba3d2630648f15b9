import type { Hub } from "../../../src-hub/hub.ts";
import type { Interaction } from "../../../src-shared/domain/interaction.ts";
import { CommandId, type OperatorId } from "../../../src-shared/ids.ts";
import { foldAll } from "../../integration/hub/support/a-hub.ts";
import type { Asterisk } from "../asterisk/asterisk.ts";
import { freeSipPort } from "../asterisk/free-ports.ts";
import { startHubAsterisk } from "../asterisk/hub-asterisk.ts";
import { type UdpCall, UdpPhone } from "../asterisk/udp-phone.ts";
import type { Chance } from "../chance.ts";
import { TEAM } from "./team-hub.ts";

const OUTSIDE = "outside";
const LONGEST_TALK_MS = 400;
const LONGEST_RING_MS = 80;
/** Every so many talks are passed on, in turn to a colleague's phone and to the queue. */
const PASSED_ON = 4;
/** Who passed a talk on and still has it by then ends it. */
const PASSED_WITHIN_MS = 5000;

/** What a customer who ordered a call-back does when they are called: takes it, or declines and calls by themself. */
export type CalledBack = "answers" | "calls-instead";

/**
 * Customers who call a queue on a real Asterisk, or are called by its trunk, and operators whose phones answer, decline,
 * ring out and hang up by a seed.
 */
export class CallTown implements AsyncDisposable {
  readonly asterisk: Asterisk;
  /** How a number outside is called: whoever it is, the customers' phone rings. */
  readonly trunk: string;
  readonly chance: Chance;
  readonly #customers: UdpPhone;
  readonly #phones: readonly UdpPhone[];
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #numbers: string[] = [];
  /** Whoever of them stays until they are answered by somebody. */
  readonly #patient = new Set<string>();
  readonly #calledBack = new Map<string, CalledBack>();
  readonly #offeredAtMs = new Map<string, number>();
  #hub: Hub | null = null;
  #isFinishing = false;
  #passesOn = false;
  #talks = 0;
  #passedOn = 0;
  #commands = 0;

  private constructor(asterisk: Asterisk, chance: Chance, customers: UdpPhone, phones: readonly UdpPhone[]) {
    this.asterisk = asterisk;
    this.trunk = `PJSIP/${OUTSIDE}/sip:{number}@127.0.0.1:${customers.port}`;
    this.chance = chance;
    this.#customers = customers;
    this.#phones = phones;
    for (const phone of phones) {
      phone.onRing = (call) => this.#ring(call);
      phone.onChange = (call) => {
        // Who dials back stays for the customer, who ends that talk: an attempt that is left rests for five minutes.
        const isDialling = this.#calledBack.has(partyOf(call)) && !this.#numbers.includes(partyOf(call));
        if (call.state === "talking" && !isDialling) this.#talk(phone, call);
      };
    }
    customers.onRing = (call) => this.#calledBackAt(call);
    customers.onChange = (call) => {
      // The PBX answers who calls a queue before anybody else does: who is patient or ordered a call-back waits for more than that.
      const number = partyOf(call);
      const waits = this.#calledBack.has(number) || this.#patient.has(number);
      const leaves = !call.dialog.isOurs || (!waits && chance.is(0.3));
      if (call.state === "talking" && leaves) this.#later(LONGEST_TALK_MS, () => call.hangUp());
    };
  }

  static async build(chance: Chance): Promise<CallTown> {
    const names = [OUTSIDE, ...TEAM.operators.map(({ extension }) => extension)];
    const peers: { readonly name: string; readonly port: number }[] = [];
    for (const name of names) peers.push({ name, port: await freeSipPort() });
    const asterisk = await startHubAsterisk({ peers });
    const phones = await Promise.all(peers.map(({ port }) => UdpPhone.open(port, asterisk.sipPort)));
    const [customers, ...ofOperators] = phones;
    if (!customers) throw new Error("nobody calls");
    return new CallTown(asterisk, chance, customers, ofOperators);
  }

  /** Operators have no desktops but those played here. */
  async open(hub: Hub): Promise<void> {
    this.watch(hub);
    for (const { operatorId } of TEAM.operators) hub.service.desktopLinked(operatorId);
    await this.everybodyOnline();
  }

  watch(hub: Hub): void {
    this.#hub = hub;
    hub.log.onAppended((events) => {
      for (const event of events) {
        if (event.type !== "interaction.offered") continue;
        const address = hub.log.interaction(event.payload.interactionId)?.customer.address ?? "";
        if (!this.#offeredAtMs.has(address)) this.#offeredAtMs.set(address, event.atMs);
      }
    });
  }

  /** Also who was taken off the line for what they missed. */
  async everybodyOnline(): Promise<void> {
    for (const { operatorId } of TEAM.operators) await this.#goOnline(operatorId);
  }

  /** A customer with a number of their own calls the queue; answers the number. Who `waits` stays until they are answered. */
  customerCalls(waits = false): string {
    const number = `+7900${String(1_000_000 + this.#numbers.length)}`;
    if (waits) this.#patient.add(number);
    const call = this.#callQueue(number);
    // Some lose patience before anybody answers.
    if (this.chance.is(0.15) && !waits) this.#later(LONGEST_TALK_MS, () => call.hangUp());
    return number;
  }

  /** Whose number it is waits for a call-back from now on. */
  awaitsCallBack(number: string, then: CalledBack): void {
    this.#calledBack.set(number, then);
  }

  /** A customer who ordered a call-back calls by themself, once, and stays until they are answered. */
  callsInstead(number: string): void {
    if (!this.#numbers.includes(number)) this.#callQueue(number);
  }

  /** When a customer was first offered to somebody, epoch ms; null: not yet. */
  offeredAt(number: string): number | null {
    return this.#offeredAtMs.get(number) ?? null;
  }

  /** The PBX died, and every call with it. */
  forget(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    for (const phone of [this.#customers, ...this.#phones]) phone.forget();
  }

  /** From now on some talks are passed on. */
  passOn(): void {
    this.#passesOn = true;
  }

  /** How many talks their operators wanted to pass on. */
  get passedOn(): number {
    return this.#passedOn;
  }

  /** From now on everybody is answered. */
  finish(): void {
    this.#isFinishing = true;
  }

  /** In words: a call that is in the log more than once, or in no legal way. */
  async brokenPromises(): Promise<readonly string[]> {
    const all = foldAll((await this.#hub?.log.read(0, 1_000_000)) ?? []);
    const contacts = all.filter(({ channel }) => channel === "voice");
    const ofNumber = new Map<string, Interaction[]>();
    for (const contact of contacts)
      ofNumber.set(contact.customer.address, [...(ofNumber.get(contact.customer.address) ?? []), contact]);
    const twice = [...ofNumber].filter(([, all]) => all.length > 1).map(([number]) => `${number} is in the log twice`);
    const strangers = [...ofNumber.keys()].filter((number) => !this.#numbers.includes(number));
    const unended = contacts.filter(({ state, result }) => state !== "closed" || result === null);
    return [
      ...twice,
      ...strangers.map((number) => `${number} never called`),
      ...unended.map(({ interactionId, state }) => `${interactionId} is ${state}`),
    ];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.forget();
    await Promise.all([this.#customers, ...this.#phones].map((phone) => phone[Symbol.asyncDispose]()));
    await this.asterisk.stop();
  }

  #callQueue(number: string): UdpCall {
    this.#numbers.push(number);
    return this.#customers.call(number, TEAM.queues[0]?.number ?? "");
  }

  #calledBackAt(call: UdpCall): void {
    const number = call.dialled;
    if (this.#calledBack.get(number) === "answers") this.#later(LONGEST_RING_MS, () => call.answer());
    else
      this.#later(LONGEST_RING_MS, () => {
        call.decline(486);
        this.#later(LONGEST_RING_MS, () => this.callsInstead(number));
      });
  }

  /** Ends after a while, by itself or with somebody else. */
  #talk(phone: UdpPhone, call: UdpCall): void {
    this.#talks += 1;
    if (!this.#passesOn || this.#isFinishing || this.#talks % PASSED_ON !== 0) {
      this.#later(LONGEST_TALK_MS, () => call.hangUp());
      return;
    }
    const others = TEAM.operators.filter((_operator, index) => this.#phones[index] !== phone);
    const colleague = others[this.chance.below(others.length)]?.extension ?? "";
    const number = this.#talks % (2 * PASSED_ON) === 0 ? (TEAM.queues[0]?.number ?? "") : colleague;
    this.#passedOn += 1;
    this.#later(LONGEST_TALK_MS, () => {
      call.refer(number);
      this.#later(PASSED_WITHIN_MS, () => call.hangUp());
    });
  }

  #ring(call: UdpCall): void {
    const draw = this.#isFinishing ? 1 : this.chance.next();
    if (draw < 0.1) this.#later(LONGEST_RING_MS, () => call.decline(603));
    else if (draw < 0.15) this.#later(LONGEST_RING_MS, () => call.decline(486));
    else if (draw >= 0.2) this.#later(LONGEST_RING_MS, () => call.answer());
  }

  async #goOnline(operatorId: OperatorId): Promise<void> {
    this.#commands += 1;
    const commandId = CommandId.parse(`online-${operatorId}-${this.#commands}`);
    await this.#hub?.service.execute(operatorId, {
      commandId,
      name: "operator.set-status",
      input: { status: "online" },
    });
  }

  #later(longestMs: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, this.chance.below(longestMs));
    this.#timers.add(timer);
  }
}

/** The number of the other side: who called, at a phone that rang; the caller's own, at one that called. */
function partyOf({ dialog }: UdpCall): string {
  return /sip:([^@>]*)@/.exec(dialog.isOurs ? dialog.from : dialog.to)?.[1] ?? "";
}
