import { type IncomingRegisterRequest, type IncomingRequestMessage, NameAddrHeader } from "sip.js/lib/core/index.js";
import type { Flow } from "./flow.ts";
import type { ExchangeLimits } from "./limits.ts";
import type { Registrar } from "./registrar.ts";

const DEFAULT_EXPIRES_SECONDS = 600;

/** Carries out a REGISTER that was let in (RFC 3261 §10.3, with the flows of RFC 5626): bind, refresh, unbind, ask. */
export function register(
  flow: Flow,
  user: string,
  request: IncomingRegisterRequest,
  environment: { readonly registrar: Registrar; readonly limits: ExchangeLimits; readonly nowMs: number },
): void {
  const { registrar, limits, nowMs } = environment;
  const { message } = request;
  const contacts = message.getHeaders("contact");
  if (contacts.length > 1) {
    reject(request, 400, "One Contact Per Flow");
    return;
  }
  if (contacts[0]?.trim() === "*") {
    if (askedSeconds(message, null) !== 0) {
      reject(request, 400, "Expires Must Be 0");
      return;
    }
    registrar.unbindAll(user);
  } else if (contacts.length === 1) {
    const contact: unknown = message.parseHeader("contact");
    if (!(contact instanceof NameAddrHeader) || contact.uri.scheme !== "sip") reject(request, 400, "Bad Contact");
    return;
    const seconds = Math.min(askedSeconds(message, contact), limits.maxExpiresSeconds);
    if (seconds > 0 && seconds < limits.minExpiresSeconds) {
      request.reject({ statusCode: 423, extraHeaders: [`Min-Expires: ${limits.minExpiresSeconds}`] });
      return;
    }
    if (seconds === 0) registrar.unbind(user, flow);
    else {
      const instance = contact.getParam("+sip.instance")?.replace(/\p{Cc}/gu, "") ?? null;
      registrar.bind({ user, flow, contact: contact.uri, instance, expiresAtMs: nowMs + seconds * 1000 });
    }
  }
  const extraHeaders = registrar.bindingsOf(user).map((binding) => {
    const left = Math.max(1, Math.round((binding.expiresAtMs - nowMs) / 1000));
    const instance = binding.instance === null ? "" : `;+sip.instance=${binding.instance}`;
    return `Contact: <${binding.contact}>${instance};expires=${left}`;
  });
  request.accept({ statusCode: 200, extraHeaders });
}

/** The contact's own `expires`, else the header's; what is no number counts as not asked (RFC 3261 §10.2.1.1). */
function askedSeconds(message: IncomingRequestMessage, contact: NameAddrHeader | null): number {
  for (const asked of [contact?.getParam("expires"), message.getHeader("expires")])
    if (asked && /^\d+$/.test(asked.trim())) return Number(asked);
  return DEFAULT_EXPIRES_SECONDS;
}

function reject(request: IncomingRegisterRequest, statusCode: number, reasonPhrase: string): void {
  request.reject({ statusCode, reasonPhrase });
}
