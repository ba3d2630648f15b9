import type { HubAccount, HubFailure } from "../../../src-shared/domain/hub-account.ts";
import { connectFailure } from "../../core/network/connect-failure.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { SocketWay } from "../network/socket-way.ts";
import { type ConnectionEnd, LinkConnection } from "./link-connection.ts";

/**
 * Links to a hub for a moment: null, or why it was not let in. The trial names no desktop and takes nobody's seat; one
 * that is taken means that login and secret are right.
 */
export function tryHub(
  parts: { readonly clock: Clock; readonly way: SocketWay },
  account: HubAccount,
): Promise<HubFailure | null> {
  return new Promise((resolve) => {
    const listener = {
      onWelcome: () => {
        connection.close();
        resolve(null);
      },
      onTeam: () => undefined,
      onWord: () => undefined,
      onFrame: () => undefined,
      onEnd: (end: ConnectionEnd) => resolve(failureOf(end)),
    };
    const hello = { logId: null, lastSeq: 0, takeOver: false };
    const connection = new LinkConnection(account, hello, parts.clock, listener, parts.way);
  });
}

function failureOf(end: ConnectionEnd): HubFailure | null {
  if (end.kind === "lost") {
    if (end.code !== null) return "not-a-hub";
    const failure = connectFailure(causeOf(end.cause));
    return failure === "not-sip" ? "not-a-hub" : failure;
  }
  if (end.code === "seat-taken" || end.code === "replaced") return null;
  if (end.code === "bad-hello") return "not-a-hub";
  // Codes for who brings a token; a trial brings a secret.
  const isOfToken = end.code === "bad-token" || end.code === "password-must-be-changed" || end.code === "no-extension";
  return isOfToken ? "bad-credentials" : end.code;
}

/** engine.io wraps the event of `ws`, which holds the error of the socket. */
function causeOf(cause: unknown): unknown {
  const { description } = (cause ?? {}) as { description?: { error?: unknown } };
  return description?.error ?? cause;
}
