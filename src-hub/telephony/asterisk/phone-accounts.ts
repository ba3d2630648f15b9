import type { Account } from "../embedded/accounts.ts";
import { AriError } from "./ari/ari-error.ts";
import type { AriRest } from "./ari/ari-rest.ts";
import type { AsteriskHub, AsteriskParts } from "./asterisk-hub.ts";

/** Where an operator's phone calls arrive: `[tandem-phones]` of the dialplan to copy. */
const PHONE_CONTEXT = "tandem-phones";

/** The PJSIP endpoint of an operator's desktop: WebRTC, one phone, and all that is transferred goes by the hub. */
const PHONE_FIELDS: Readonly<Record<string, string>> = {
  context: PHONE_CONTEXT,
  webrtc: "yes",
  disallow: "all",
  allow: "opus,alaw,ulaw",
  dtmf_mode: "rfc4733",
  direct_media: "no",
  rtp_timeout: "60",
  rtp_timeout_hold: "600",
  allow_transfer: "yes",
  language: "ru",
};

/** Names the hub that put an endpoint. PJSIP uses the field for mailboxes, which nobody has here, and for nothing else. */
const OWNER_FIELD = "mwi_from_user";

const TRY_AGAIN_MS = 5_000;

type PhoneAccountsNeeds = Pick<AsteriskParts, "accounts" | "clock" | "domain" | "log" | "onTeamChanged" | "phones"> &
  Pick<AsteriskHub, "ari" | "phoneFields">;

/**
 * The operators' accounts at the PBX, so that nobody types them there (sorcery.conf gives them a place in memory). They
 * follow the team: who comes has an account at once, who is blocked or leaves has none.
 * The password goes as the digest's HA1 alone, which the hub has; who holds the PBX cannot read it there either. A person
 * with two passwords (the link's secret, and the hub's own) has an `auth` for each.
 */
export class PhoneAccounts {
  readonly #rest: AriRest;
  readonly #needs: PhoneAccountsNeeds;
  /** What stands there by this hub's word, as it was said. */
  readonly #put = new Map<string, string>();
  #turn: Promise<void> = Promise.resolve();
  readonly #stopFollowing: () => void;
  #stopRetry: () => void = () => undefined;
  #isClosed = false;

  constructor(rest: AriRest, needs: PhoneAccountsNeeds) {
    this.#rest = rest;
    this.#needs = needs;
    this.#stopFollowing = needs.onTeamChanged?.(() => this.#teamChanged()) ?? (() => undefined);
  }

  /** Puts all of them: a PBX that was started anew has forgotten them. Rejects when it is not there. */
  putAll(): Promise<void> {
    return this.#inTurn(async () => {
      this.#put.clear();
      await this.#follow();
      await this.#removeForgotten();
    });
  }

  /** Settles when the PBX was told all there is to tell. */
  async idle(): Promise<void> {
    await this.#turn;
  }

  dispose(): void {
    this.#isClosed = true;
    this.#stopFollowing();
    this.#stopRetry();
  }

  /** The team is another now. Nobody waits for it: a PBX that is not there is told all when it is back. */
  #teamChanged(): void {
    this.#inTurn(() => this.#follow()).catch((error: unknown) => {
      this.#needs.log.warn({ error }, "accounts not put into the PBX yet");
      this.#stopRetry();
      if (!this.#isClosed) this.#stopRetry = this.#needs.clock.after(TRY_AGAIN_MS, () => this.#teamChanged());
    });
  }

  #inTurn(job: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(() => (this.#isClosed ? undefined : job()));
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #follow(): Promise<void> {
    const { accounts, log, phones } = this.#needs;
    const wanted = new Map(
      phones()
        .flatMap((user) => accounts.find(user) ?? [])
        .map((one) => [one.user, one]),
    );
    let refused = 0;
    for (const user of [...this.#put.keys()])
      if (!wanted.has(user)) refused += (await this.#orRefused(() => this.#remove(user))) ? 0 : 1;
    for (const [user, account] of wanted) {
      const said = wordsOf(account);
      if (this.#put.get(user) === said) continue;
      refused += (await this.#orRefused(() => this.#putOne(account))) ? 0 : 1;
      this.#put.set(user, said);
    }
    if (refused > 0)
      log.warn({ refused }, "accounts the PBX does not let the hub keep: its pjsip.conf says who has a phone");
  }

  async #putOne({ user, displayName, ha1, otherHa1 }: Account): Promise<void> {
    const { ari, domain, phoneFields = {} } = this.#needs;
    const secrets = otherHa1 === undefined ? [ha1] : [ha1, otherHa1];
    const auths = authsOf(user).slice(0, secrets.length);
    for (const [index, md5_cred] of secrets.entries())
      await this.#rest.putConfig("auth", auths[index] ?? user, {
        ...{ auth_type: "md5", username: user },
        realm: domain,
        md5_cred,
      });
    await this.#rest.putConfig("aor", user, { max_contacts: "1", remove_existing: "yes" });
    const endpoint = {
      ...PHONE_FIELDS,
      ...phoneFields,
      auth: auths.join(","),
      aors: user,
      [OWNER_FIELD]: ari.application,
    };
    await this.#rest.putConfig("endpoint", user, { ...endpoint, callerid: `${quoted(displayName)} <${user}>` });
    // The password that is good no longer goes after the endpoint has let go of it.
    for (const auth of authsOf(user).slice(secrets.length)) await this.#rest.removeConfig("auth", auth);
  }

  async #remove(user: string): Promise<void> {
    await this.#rest.removeConfig("endpoint", user);
    for (const auth of authsOf(user)) await this.#rest.removeConfig("auth", auth);
    await this.#rest.removeConfig("aor", user);
    this.#put.delete(user);
  }

  /** Accounts of a hub before this one, of people who have gone since: it was ended before it could say so. */
  async #removeForgotten(): Promise<void> {
    for (const { resource } of await this.#rest.endpoints("PJSIP")) {
      if (this.#put.has(resource)) continue;
      const fields = await this.#rest.config("endpoint", resource);
      if (fields?.get(OWNER_FIELD) === this.#needs.ari.application) await this.#orRefused(() => this.#remove(resource));
    }
  }

  /** False: the PBX does not do it, and will not. One that is not there is another matter. */
  async #orRefused(job: () => Promise<void>): Promise<boolean> {
    try {
      await job();
      return true;
    } catch (error) {
      if (error instanceof AriError && error.retry === "no") return false;
      throw error;
    }
  }
}

function authsOf(user: string): readonly string[] {
  return [user, `${user}-hub`];
}

function wordsOf({ displayName, ha1, otherHa1 = "" }: Account): string {
  return [ha1, otherHa1, displayName].join(" ");
}

function quoted(name: string): string {
  return `"${name.replace(/["\\<>]/g, "")}"`;
}
