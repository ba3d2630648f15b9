import type { PhoneFailure } from "../../src-shared/domain/phone-failure.ts";

const KEYS = {
  "server-unreachable": "failures.serverUnreachable",
  "unknown-host": "failures.unknownHost",
  "connection-refused": "failures.connectionRefused",
  "certificate-not-trusted": "failures.certificateNotTrusted",
  "certificate-other-host": "failures.certificateOtherHost",
  "certificate-expired": "failures.certificateExpired",
  "no-tls": "failures.noTls",
  "not-sip": "failures.notSip",
  "proxy-unreachable": "failures.proxyUnreachable",
  "proxy-password": "failures.proxyPassword",
  "proxy-refused": "failures.proxyRefused",
  "flow-dead": "failures.flowDead",
  "no-answer": "failures.noAnswer",
  "wrong-password": "failures.wrongPassword",
  forbidden: "failures.forbidden",
  "unknown-user": "failures.unknownUser",
  "server-refused": "failures.serverRefused",
} as const satisfies Record<PhoneFailure, string>;

/** Why a phone is not registered, in words. */
export function failureKey(failure: PhoneFailure): (typeof KEYS)[PhoneFailure] {
  return KEYS[failure];
}
