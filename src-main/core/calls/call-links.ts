import { callLinkNumber, type NumberToCall } from "../../../src-shared/domain/call-link.ts";
import { dialTarget, HOME_COUNTRY } from "../../../src-shared/domain/phone-number.ts";
import { Listeners } from "./listeners.ts";

/** What a link asked for: `number` null when it holds nothing that could be dialled. */
export type OpenedLink = { readonly number: NumberToCall | null; readonly from: "link" | "missed" };

/** The last link another program opened, until the operator's window has asked for it. Nothing is dialled here. */
export class CallLinks {
  readonly #opened = new Listeners<void>();
  readonly #homeCountry: () => string;
  #last: OpenedLink | null = null;

  constructor(homeCountry: () => string = () => HOME_COUNTRY) {
    this.#homeCountry = homeCountry;
  }

  open(link: string): void {
    this.#set({ number: callLinkNumber(link, this.#homeCountry()), from: "link" });
  }

  /** A missed call's notification was clicked. */
  ask(address: string): void {
    const target = dialTarget(address, this.#homeCountry());
    this.#set({ number: target === null ? null : { target, extension: null }, from: "missed" });
  }

  take(): OpenedLink | null {
    const last = this.#last;
    this.#last = null;
    return last;
  }

  onOpened(listener: () => void): () => void {
    return this.#opened.add(listener);
  }

  #set(opened: OpenedLink): void {
    this.#last = opened;
    this.#opened.tell();
  }
}
