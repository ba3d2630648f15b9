import {
  type Authority,
  type KeptAuthority,
  MOST_AUTHORITIES,
  type NetworkSettings,
  type ProxyChoice,
} from "../../../src-shared/domain/network-settings.ts";
import type { Handlers } from "../../../src-shared/ipc/define-contract.ts";
import type { NetworkView } from "../../../src-shared/ipc/network.ts";
import type { WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import { accepted, type Result, refused } from "../../../src-shared/result.ts";
import { Listeners } from "../calls/listeners.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { CertificateReader, NetworkStore, ProxySecret, ReadCertificate } from "../ports/network.ts";

type NetworkHandlers = Pick<
  Handlers<WorkplaceContract>,
  "network.set-proxy" | "network.add-authorities" | "network.remove-authority"
>;

export type NetworkDeskParts = {
  readonly store: NetworkStore;
  readonly secret: ProxySecret;
  readonly readCertificates: CertificateReader;
  readonly bytesOf: (base64: string) => Uint8Array;
  readonly clock: Pick<Clock, "nowMs">;
  readonly log: Log;
};

type AuthorityRefusal =
  | "no-certificate"
  | "no-authority"
  | "authority-expired"
  | "authority-known"
  | "too-many-authorities";

/** What a connection is made by: a manual proxy with its password, and the authorities as PEM. */
export type NetworkNow = {
  readonly proxy: ProxyChoice;
  readonly proxyPassword: string | null;
  readonly authorities: readonly string[];
};

/** Proxy and company certificates: keeps them, and says how to connect now. */
export class NetworkDesk {
  readonly handlers: NetworkHandlers;
  readonly #parts: NetworkDeskParts;
  readonly #changed = new Listeners<void>();
  #settings: NetworkSettings;

  constructor(parts: NetworkDeskParts) {
    this.#parts = parts;
    this.#settings = parts.store.read();
    this.handlers = {
      "network.set-proxy": ({ proxy, password }) => this.#setProxy(proxy, password),
      "network.add-authorities": ({ file }) => this.#addFile(file),
      "network.remove-authority": ({ fingerprint }) => this.#remove(fingerprint),
    };
  }

  view(): NetworkView {
    const { proxy, authorities } = this.#settings;
    return { proxy, hasProxyPassword: this.#parts.secret.read() !== null, authorities: authorities.map(shown) };
  }

  now(): NetworkNow {
    const { proxy, authorities } = this.#settings;
    return { proxy, proxyPassword: this.#parts.secret.read(), authorities: authorities.map(({ pem }) => pem) };
  }

  /** Another way: what is connected should connect anew. */
  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** What of a file may be trusted, without keeping it. */
  judge(file: Uint8Array): Result<readonly KeptAuthority[], AuthorityRefusal> {
    const read = this.#parts.readCertificates(file);
    if (read === null || read.length === 0) return refused("no-certificate");
    const authorities = read.filter(({ isAuthority }) => isAuthority);
    if (authorities.length === 0) return refused("no-authority");
    const nowMs = this.#parts.clock.nowMs();
    if (authorities.some((one) => one.expiresAtMs <= nowMs || one.startsAtMs > nowMs))
      return refused("authority-expired");
    const known = new Set(this.#settings.authorities.map(({ fingerprint }) => fingerprint));
    const fresh = authorities.filter(({ fingerprint }) => !known.has(fingerprint));
    if (fresh.length === 0) return refused("authority-known");
    if (known.size + fresh.length > MOST_AUTHORITIES) return refused("too-many-authorities");
    return accepted(fresh.map(kept));
  }

  /** Keeps what `judge` accepted. */
  trust(authorities: readonly KeptAuthority[]): Result<readonly Authority[], "store-failed"> {
    const written = this.#write({ ...this.#settings, authorities: [...this.#settings.authorities, ...authorities] });
    return written ? accepted(authorities.map(shown)) : refused("store-failed", "later");
  }

  async #setProxy(proxy: ProxyChoice, password: string | null) {
    const needsPassword = proxy.kind === "manual" && proxy.user !== "";
    if (needsPassword && password === null && !(this.#isSameLogin(proxy) && this.#parts.secret.read() !== null))
      return refused("no-proxy-password");
    try {
      if (!needsPassword) await this.#parts.secret.forget();
      else if (password !== null) await this.#parts.secret.keep(password);
    } catch (error) {
      this.#parts.log.error({ error }, "the proxy's password could not be kept");
      return refused("store-failed", "later");
    }
    return this.#write({ ...this.#settings, proxy }) ? accepted({}) : refused("store-failed", "later");
  }

  #isSameLogin(proxy: ProxyChoice): boolean {
    const before = this.#settings.proxy;
    if (before.kind !== "manual" || proxy.kind !== "manual") return false;
    return before.host === proxy.host && before.port === proxy.port && before.user === proxy.user;
  }

  #addFile(file: string) {
    const judged = this.judge(this.#parts.bytesOf(file));
    if (!judged.ok) return judged;
    const trusted = this.trust(judged.value);
    return trusted.ok ? accepted({ added: [...trusted.value] }) : trusted;
  }

  #remove(fingerprint: string) {
    const authorities = this.#settings.authorities.filter((one) => one.fingerprint !== fingerprint);
    return this.#write({ ...this.#settings, authorities }) ? accepted({}) : refused("store-failed", "later");
  }

  #write(settings: NetworkSettings): boolean {
    try {
      this.#parts.store.write(settings);
    } catch (error) {
      this.#parts.log.error({ error }, "network settings could not be kept");
      return false;
    }
    this.#settings = settings;
    this.#changed.tell();
    return true;
  }
}

function kept({ fingerprint, subject, issuer, expiresAtMs, pem }: ReadCertificate): KeptAuthority {
  return { fingerprint, subject, issuer, expiresAtMs, pem };
}

function shown({ fingerprint, subject, issuer, expiresAtMs }: KeptAuthority): Authority {
  return { fingerprint, subject, issuer, expiresAtMs };
}
