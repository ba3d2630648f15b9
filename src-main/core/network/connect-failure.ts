import type { PhoneFailure } from "../../../src-shared/domain/phone-failure.ts";
import { ProxyError } from "../ports/network.ts";

/** Codes of Node and OpenSSL (`X509_V_ERR_…`) that say why no flow came to be. */
const FAILURES: Readonly<Record<string, PhoneFailure>> = {
  ENOTFOUND: "unknown-host",
  EAI_AGAIN: "unknown-host",
  ECONNREFUSED: "connection-refused",
  DEPTH_ZERO_SELF_SIGNED_CERT: "certificate-not-trusted",
  SELF_SIGNED_CERT_IN_CHAIN: "certificate-not-trusted",
  UNABLE_TO_GET_ISSUER_CERT: "certificate-not-trusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "certificate-not-trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "certificate-not-trusted",
  CERT_UNTRUSTED: "certificate-not-trusted",
  CERT_SIGNATURE_FAILURE: "certificate-not-trusted",
  INVALID_CA: "certificate-not-trusted",
  ERR_TLS_CERT_ALTNAME_INVALID: "certificate-other-host",
  CERT_HAS_EXPIRED: "certificate-expired",
  CERT_NOT_YET_VALID: "certificate-expired",
  EPROTO: "no-tls",
  ERR_SSL_WRONG_VERSION_NUMBER: "no-tls",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "no-tls",
};

/** Why a flow could not be opened, from the error of the socket and what caused it. */
export function connectFailure(error: unknown): PhoneFailure {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if (cause instanceof ProxyError) return cause.failure;
    const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
    const known = FAILURES[code];
    if (known) return known;
    // Its address was tried in both families; one of them tells.
    if (cause instanceof AggregateError && cause.errors.length > 0) return connectFailure(cause.errors[0]);
    // `ws`: an HTTP answer that is no switch of protocols, or one without `sip` (RFC 7118 §4.1).
    if (/^Unexpected server response|subprotocol|does not speak SIP/.test(cause.message)) return "not-sip";
  }
  return "server-unreachable";
}
