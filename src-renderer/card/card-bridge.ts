import type { CallCardContract } from "../../src-shared/ipc/call-card.ts";
import type { Bridge, RequestInput } from "../../src-shared/ipc/define-contract.ts";

declare global {
  interface Window {
    /** Given by the preload of the call card. */
    readonly callCard: Bridge<CallCardContract>;
  }
}

type RequestName = keyof CallCardContract["requests"] & string;

/**
 * Asks main. A refusal needs no words here: it means that the call went on meanwhile, and the next card says so.
 * Main logs it, and the operator's window has the words.
 */
export function askCard<N extends RequestName>(name: N, input: RequestInput<CallCardContract, N>): void {
  void window.callCard.invoke(name, input);
}
