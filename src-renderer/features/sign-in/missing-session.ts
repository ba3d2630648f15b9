import type { SessionView } from "../../../src-shared/ipc/session.ts";
import type { Workplace } from "../../../src-shared/ipc/workplace.ts";

/** Whose sign-in is missing; null: nobody's, or a call has to end first. */
export function missingSession({ session, calls }: Pick<Workplace, "session" | "calls">): SessionView | null {
  if (session === null || session.state === "in") return null;
  return calls.some(({ phase }) => phase !== "ended") ? null : session;
}
