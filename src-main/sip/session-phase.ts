import { type Session, SessionState } from "sip.js";

/** A request or an answer, as far as its headers are read. */
export type WithHeaders = { getHeader(name: string): string | undefined };

/** Whether a call is not answered yet. */
export function isEarly(session: Session): boolean {
  return session.state === SessionState.Initial || session.state === SessionState.Establishing;
}
