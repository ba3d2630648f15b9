import * as z from "zod";

/**
 * Why a phone is not registered, as far as can be told: on the way there (name, network, TLS, proxy), by the server's
 * silence, or by its answer. `forbidden` is a 403: a wrong password to some PBXs, too many devices to others.
 */
export const PhoneFailure = z.enum([
  "server-unreachable",
  "unknown-host",
  "connection-refused",
  "certificate-not-trusted",
  "certificate-other-host",
  "certificate-expired",
  "no-tls",
  "not-sip",
  "proxy-unreachable",
  "proxy-password",
  "proxy-refused",
  "flow-dead",
  "no-answer",
  "wrong-password",
  "forbidden",
  "unknown-user",
  "server-refused",
]);
export type PhoneFailure = z.output<typeof PhoneFailure>;
