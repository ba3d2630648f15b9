import type { InteractionId } from "../../ids.ts";
import { type CallBackEvent, type CallBackOrder, foldCallBack } from "./call-back-order.ts";
import { isWithinWindow } from "./call-back-rule.ts";

/** Why an order may not be dialled now. */
export type DialBar = "unknown" | "not-due" | "outside-window" | "number-in-call" | "number-dialled";

/** The open orders of the hub: at most one for a number, and the lock by number over all of them. */
export class CallBackBook {
  readonly #byId = new Map<InteractionId, CallBackOrder>();
  readonly #byNumber = new Map<string, InteractionId>();

  constructor(open: readonly CallBackOrder[] = []) {
    for (const order of open) this.#keep(order);
  }

  all(): readonly CallBackOrder[] {
    return [...this.#byId.values()];
  }

  of(interactionId: InteractionId): CallBackOrder | undefined {
    return this.#byId.get(interactionId);
  }

  ofNumber(number: string): CallBackOrder | undefined {
    const interactionId = this.#byNumber.get(number);
    return interactionId && this.#byId.get(interactionId);
  }

  /** Takes in what was logged; answers with the order as it is now. */
  follow(event: CallBackEvent): CallBackOrder | undefined {
    const { interactionId } = event.payload;
    const after = foldCallBack(this.#byId.get(interactionId), event);
    if (after) this.#keep(after);
    return after;
  }

  /**
   * Whether the customer of an order may be dialled at this moment; null: yes. `inCall`: whether somebody talks, or
   * waits to talk, with the number by another way.
   */
  dialBar(interactionId: InteractionId, nowMs: number, inCall: (number: string) => boolean): DialBar | null {
    const order = this.#byId.get(interactionId);
    if (!order) return "unknown";
    if (this.all().some(({ number, state }) => number === order.number && state === "dialling"))
      return "number-dialled";
    if (order.state !== "due") return "not-due";
    if (!isWithinWindow(order.card, nowMs)) return "outside-window";
    return inCall(order.number) ? "number-in-call" : null;
  }

  #keep(order: CallBackOrder): void {
    if (order.state !== "closed") {
      this.#byId.set(order.interactionId, order);
      this.#byNumber.set(order.number, order.interactionId);
      return;
    }
    this.#byId.delete(order.interactionId);
    if (this.#byNumber.get(order.number) === order.interactionId) this.#byNumber.delete(order.number);
  }
}
