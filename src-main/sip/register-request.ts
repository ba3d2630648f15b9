import { type Core, URI, type UserAgent } from "sip.js";

/** What came of a REGISTER: bound for so long, or refused. */
export type RegisterAnswer =
  | { readonly ok: true; readonly expiresS: number }
  | {
      readonly ok: false;
      readonly statusCode: number;
      readonly retryAfterS: number | null;
      readonly minExpiresS: number | null;
    };

const ALLOWED = "ACK, BYE, CANCEL, INFO, INVITE, MESSAGE, NOTIFY, OPTIONS, REFER";

/**
 * The REGISTERs of one flow, all with one Call-ID (RFC 3261 §10.2.4). The library's Registerer is not used: after a loss
 * it stays registered, waits 32 s for an answer that cannot come, and its timers cannot be stopped without a REGISTER.
 */
export class RegisterRequests {
  readonly #userAgent: UserAgent;
  readonly #message: Core.OutgoingRequestMessage;

  constructor(userAgent: UserAgent) {
    this.#userAgent = userAgent;
    const { uri } = userAgent.configuration;
    const registrar = new URI("sip", "", uri.host, uri.port);
    this.#message = userAgent.userAgentCore.makeOutgoingRequestMessage("REGISTER", registrar, uri, uri, { cseq: 0 });
  }

  send(expiresS: number, onAnswer: (answer: RegisterAnswer) => void): void {
    const message = this.#message;
    message.cseq += 1;
    message.setHeader("cseq", `${message.cseq} REGISTER`);
    message.extraHeaders = [`Contact: ${this.#contact(expiresS)}`, `Allow: ${ALLOWED}`];
    const refuse = ({ message: response }: Core.IncomingResponse) => onAnswer(refusalIn(response));
    this.#userAgent.userAgentCore.register(message, {
      onAccept: ({ message: response }) => onAnswer({ ok: true, expiresS: this.#granted(response, expiresS) }),
      onReject: refuse,
      onRedirect: refuse,
    });
  }

  /** An instance id and a flow number let the registrar know the flow that takes the place of an older one (RFC 5626 §4.2). */
  #contact(expiresS: number): string {
    const { contact, instanceId } = this.#userAgent;
    const binding = contact.toString({ register: true });
    return `${binding};reg-id=1;+sip.instance="<urn:uuid:${instanceId}>";expires=${expiresS}`;
  }

  #granted(response: Core.IncomingResponseMessage, askedS: number): number {
    const own = this.#userAgent.contact.uri.user;
    for (let index = 0; index < response.getHeaders("contact").length; index += 1) {
      const contact: unknown = response.parseHeader("contact", index);
      if (isContact(contact) && contact.uri.user === own) return Number(contact.getParam("expires")) || askedS;
    }
    return Number(response.getHeader("expires")) || askedS;
  }
}

type ParsedContact = { readonly uri: { readonly user?: string }; getParam(name: string): string | null | undefined };

function isContact(value: unknown): value is ParsedContact {
  return typeof value === "object" && value !== null && "uri" in value && "getParam" in value;
}

function refusalIn(response: Core.IncomingResponseMessage): RegisterAnswer {
  const seconds = (name: string) => {
    const value = Number.parseInt(response.getHeader(name) ?? "", 10);
    return Number.isNaN(value) ? null : value;
  };
  return {
    ok: false,
    statusCode: response.statusCode ?? 500,
    retryAfterS: seconds("retry-after"),
    minExpiresS: seconds("min-expires"),
  };
}
