import { isGuest } from "../../site-call/guest.ts";
import type { TelephonyCallId, TelephonyEvent } from "../telephony.ts";
import { AriError } from "./ari/ari-error.ts";
import type { AriRest } from "./ari/ari-rest.ts";
import type { AsteriskHub, AsteriskParts } from "./asterisk-hub.ts";

/** Where a guest's call arrives: `[tandem-site]` of the dialplan to copy, which leads to the hub and nowhere else. */
const GUEST_CONTEXT = "tandem-site";

/**
 * The PJSIP endpoint of a visitor's browser. It has no place in the registrar, so nobody can call it; a browser that is
 * closed without a word sends nothing any more, and its call ends after `rtp_timeout`.
 */
const GUEST_FIELDS: Readonly<Record<string, string>> = {
  context: GUEST_CONTEXT,
  webrtc: "yes",
  disallow: "all",
  allow: "opus,alaw,ulaw",
  dtmf_mode: "rfc4733",
  direct_media: "no",
  rtp_timeout: "15",
  rtp_timeout_hold: "600",
  allow_transfer: "no",
  allow_subscribe: "no",
};

/** The PBX answers a last BYE before its account goes. */
const LINGER_MS = 5000;

type GuestsNeeds = Pick<AsteriskParts, "accounts" | "domain" | "clock" | "log"> & Pick<AsteriskHub, "phoneFields">;

/** Visitors of sites at the PBX: each has an account in its memory from the press on the button to the end of the call. */
export class Guests {
  readonly #rest: AriRest;
  readonly #needs: GuestsNeeds;
  /** Who was let in and has not called yet; stops the wait for it. */
  readonly #expected = new Map<string, () => void>();
  readonly #calling = new Map<TelephonyCallId, string>();

  constructor(rest: AriRest, needs: GuestsNeeds) {
    this.#rest = rest;
    this.#needs = needs;
  }

  /** Lets a guest in who will call within `forMs`; false: the PBX takes no accounts (sorcery.conf), or is not there. */
  async admit(user: string, forMs: number): Promise<boolean> {
    const { accounts, clock, domain, phoneFields, log } = this.#needs;
    const account = accounts.find(user);
    if (!account) return false;
    try {
      const auth = { auth_type: "md5", username: user, realm: domain, md5_cred: account.ha1 };
      await this.#rest.putConfig("auth", user, auth);
      await this.#rest.putConfig("endpoint", user, { ...GUEST_FIELDS, ...mediaOf(phoneFields), auth: user });
    } catch (error) {
      if (!(error instanceof AriError)) throw error;
      log.warn({ code: error.code }, "the PBX takes no calls from sites");
      return false;
    }
    this.#expected.set(
      user,
      clock.after(forMs, () => this.#removeLater(user)),
    );
    return true;
  }

  /** A guest's account stays as long as its call. */
  heard(event: TelephonyEvent): void {
    if (event.type === "arrived" && isGuest(event.fromUser)) {
      this.#stopWaiting(event.fromUser);
      this.#calling.set(event.callId, event.fromUser);
    } else if (event.type === "ended") {
      const user = this.#calling.get(event.callId);
      this.#calling.delete(event.callId);
      if (user !== undefined) this.#removeLater(user);
    }
  }

  #stopWaiting(user: string): void {
    this.#expected.get(user)?.();
    this.#expected.delete(user);
  }

  #removeLater(user: string): void {
    this.#stopWaiting(user);
    this.#needs.clock.after(LINGER_MS, () => {
      this.#remove(user).catch((error: unknown) => {
        // A PBX that was started anew has forgotten it already.
        this.#needs.log.debug({ fault: error instanceof AriError ? error.code : "fault" }, "a guest's account stays");
      });
    });
  }

  dispose(): void {
    for (const stop of this.#expected.values()) stop();
    this.#expected.clear();
  }

  async #remove(user: string): Promise<void> {
    await this.#rest.removeConfig("endpoint", user);
    await this.#rest.removeConfig("auth", user);
  }
}

/** Where sound goes is of the machine, for guests as for operators; everything else of a guest is fixed here. */
function mediaOf(fields: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const names = ["media_address", "bind_rtp_to_media_address"];
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}
