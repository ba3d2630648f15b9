/** What may be dialled: a SIP user or a number, short and plain enough for logs, headers and screens. */
const DIALLABLE = /^[\w.+*#-]{1,64}$/;

/** The user part of what was dialled, or null when nobody can be called that. */
export function dialledUser(user: string | undefined): string | null {
  return user !== undefined && DIALLABLE.test(user) ? user : null;
}
