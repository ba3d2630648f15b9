import type { Leg } from "./leg.ts";

/** Tells the transferor how its REFER goes (RFC 3515 §2.4.5), each step once, the last one final. */
export class ReferNotifier {
  readonly #leg: Leg;
  #lastNotified = 0;

  constructor(leg: Leg) {
    this.#leg = leg;
  }

  notify(sipCode: number): void {
    const { session, flow, isOver } = this.#leg;
    if (isOver || flow.isClosed || sipCode === this.#lastNotified) return;
    this.#lastNotified = sipCode;
    const state = sipCode < 200 ? "active;expires=60" : "terminated;reason=noresource";
    session.notify(undefined, {
      extraHeaders: ["Event: refer", `Subscription-State: ${state}`, flow.contactHeader],
      body: {
        contentDisposition: "render",
        contentType: "message/sipfrag;version=2.0",
        content: `SIP/2.0 ${sipCode} ${PHRASES[sipCode] ?? (sipCode < 200 ? "Progress" : "Failed")}\r\n`,
      },
    });
  }
}

const PHRASES: Readonly<Record<number, string>> = {
  100: "Trying",
  180: "Ringing",
  183: "Session Progress",
  200: "OK",
  403: "Forbidden",
  404: "Not Found",
  408: "Request Timeout",
  480: "Temporarily Unavailable",
  486: "Busy Here",
  487: "Request Terminated",
  488: "Not Acceptable Here",
  503: "Service Unavailable",
  603: "Decline",
};
