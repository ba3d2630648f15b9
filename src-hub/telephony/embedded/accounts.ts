/** A SIP account as the exchange needs it. `user` is what a phone registers as, `number` is what the other side is shown. */
export type Account = {
  readonly user: string;
  readonly number: string;
  readonly displayName: string;
  /** `sipHa1(user, domain, password)`: the exchange never sees the password. */
  readonly ha1: string;
  /** Another password that is good as well: a person's phone may know either the link's secret or one the hub made. */
  readonly otherHa1?: string;
  /** `guest`: a visitor of a site, who may make one call to one number, and is called by nobody. */
  readonly kind: "operator" | "line" | "guest";
};

/** Where the exchange looks accounts up; asked anew at each authentication, so a change counts at once. */
export interface AccountDirectory {
  find(user: string): Account | null;
}
