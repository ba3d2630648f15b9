import {
  type IncomingRegisterRequest,
  type IncomingRequestMessage,
  NameAddrHeader,
  type ResponseOptions,
} from "sip.js/lib/core/index.js";
import type { Flow } from "./flow.ts";
import type { ExchangeLimits } from "./limits.ts";
import type { Registrar } from "./registrar.ts";

const DEFAULT_EXPIRES_SECONDS = 600;

type RegisterEnvironment = { readonly registrar: Registrar; readonly limits: ExchangeLimits; readonly nowMs: number };

/** Carries out a REGISTER that was let in (RFC 3261 §10.3, with the flows of RFC 5626): bind, refresh, unbind, ask. */
export function register(
  flow: Flow,
  user: string,
  request: IncomingRegisterRequest,
  environment: RegisterEnvironment,
): void {
  const { registrar, nowMs } = environment;
  const refusal = change(flow, user, request.message, environment);
  if (refusal) {
    request.reject(refusal);
    return;
  }
  const extraHeaders = registrar.bindingsOf(user).map((binding) => {
    const left = Math.max(1, Math.round((binding.expiresAtMs - nowMs) / 1000));
    const instance = binding.instance === null ? "" : `;+sip.instance=${binding.instance}`;
    return `Contact: <${binding.contact.toString()}>${instance};expires=${left}`;
  });
  request.accept({ statusCode: 200, extraHeaders });
}

/** Changes the bindings as asked, or says why not. Without a Contact a REGISTER only asks. */
function change(
  flow: Flow,
  user: string,
  message: IncomingRequestMessage,
  { registrar, limits, nowMs }: RegisterEnvironment,
): ResponseOptions | null {
  if (flow.targetOf(message).isForAllContacts) {
    if (askedSeconds(message, null) !== 0) return { statusCode: 400, reasonPhrase: "Expires Must Be 0" };
    registrar.unbindAll(user);
    return null;
  }
  const contacts = message.getHeaders("contact");
  if (contacts.length === 0) return null;
  if (contacts.length > 1) return { statusCode: 400, reasonPhrase: "One Contact Per Flow" };
  const contact: unknown = message.parseHeader("contact");
  if (!(contact instanceof NameAddrHeader) || contact.uri.scheme !== "sip")
    return { statusCode: 400, reasonPhrase: "Bad Contact" };
  const seconds = Math.min(askedSeconds(message, contact), limits.maxExpiresSeconds);
  if (seconds > 0 && seconds < limits.minExpiresSeconds)
    return { statusCode: 423, extraHeaders: [`Min-Expires: ${limits.minExpiresSeconds}`] };
  if (seconds === 0) registrar.unbind(user, flow);
  else {
    const instance = contact.getParam("+sip.instance")?.replace(/\p{Cc}/gu, "") ?? null;
    flow.instance = instance;
    registrar.bind({ user, flow, contact: contact.uri, instance, expiresAtMs: nowMs + seconds * 1000 });
  }
  return null;
}

/** The contact's own `expires`, else the header's; what is no number counts as not asked (RFC 3261 §10.2.1.1). */
function askedSeconds(message: IncomingRequestMessage, contact: NameAddrHeader | null): number {
  for (const asked of [contact?.getParam("expires"), message.getHeader("expires")])
    if (asked && /^\d+$/.test(asked.trim())) return Number(asked);
  return DEFAULT_EXPIRES_SECONDS;
}
