import type { SignallingEvent } from "../../src-main/core/ports/call-signalling.ts";
import type { ContractPhone } from "./contract-world.ts";
import { Inbox } from "./inbox.ts";

type EventOf<T extends SignallingEvent["type"]> = Extract<SignallingEvent, { type: T }>;

/** A phone of a contract suite and what it told, to be waited for. */
export class ContractEar {
  readonly events = new Inbox<SignallingEvent>("signalling event");
  readonly phone: ContractPhone;

  constructor(phone: ContractPhone) {
    this.phone = phone;
    phone.signalling.onEvent((event) => this.events.put(event));
  }

  next<T extends SignallingEvent["type"]>(type: T): Promise<EventOf<T>> {
    return this.events.take((event) => event.type === type) as Promise<EventOf<T>>;
  }

  state(state: string): Promise<SignallingEvent> {
    return this.events.take((event) => event.type === "phone-changed" && event.phone.state === state);
  }
}
