import type { ProxyChoice } from "../../../src-shared/domain/network-settings.ts";

/** A bundle of a large company is some 50 kB. */
export const MOST_FILE_BYTES = 100_000;

export type ProxyFields = {
  readonly kind: ProxyChoice["kind"];
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly password: string;
};

export type ProxyProblems = { readonly host?: "network.badHost"; readonly port?: "network.badPort" };

export function proxyFieldsOf(proxy: ProxyChoice): ProxyFields {
  if (proxy.kind !== "manual") return { kind: proxy.kind, host: "", port: "", user: "", password: "" };
  return { kind: "manual", host: proxy.host, port: String(proxy.port), user: proxy.user, password: "" };
}

export function proxyProblems({ kind, host, port }: ProxyFields): ProxyProblems {
  if (kind !== "manual") return {};
  const isPort = /^\d{1,5}$/.test(port.trim()) && Number(port) >= 1 && Number(port) <= 65_535;
  return {
    ...(!/^[\w.-]{1,253}$/.test(host.trim()) && { host: "network.badHost" as const }),
    ...(!isPort && { port: "network.badPort" as const }),
  };
}

export function proxyOf({ kind, host, port, user }: ProxyFields): ProxyChoice {
  return kind === "manual" ? { kind, host: host.trim(), port: Number(port), user: user.trim() } : { kind };
}

export function base64Of(bytes: ArrayBuffer): string {
  return btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(""));
}

/** «до 12 марта 2027 г.» needs the year: authorities last for many. */
export function expiryOf(atMs: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" }).format(atMs);
}
