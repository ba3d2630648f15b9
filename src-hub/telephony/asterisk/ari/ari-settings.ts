/** Where a PBX is asked and heard by ARI, and as whom. */
export type AriSettings = {
  /** `http://host:8088` or `https://…`, with the `prefix` of http.conf when it has one. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** The Stasis application that callers are sent to. */
  readonly application: string;
};

/** The header that says who asks (RFC 7617); never in a URL, where a proxy's log would keep it. */
export function authorizationOf({ user, password }: AriSettings): string {
  return `Basic ${Buffer.from(`${user}:${password}`, "utf8").toString("base64")}`;
}

/** An address below the PBX's `/ari`, for REST; path parts are encoded. */
export function ariUrl(
  { url }: AriSettings,
  parts: readonly string[],
  query: Readonly<Record<string, string>> = {},
): URL {
  const path = ["ari", ...parts].map((part) => encodeURIComponent(part)).join("/");
  const address = new URL(path, url.endsWith("/") ? url : `${url}/`);
  for (const [key, value] of Object.entries(query)) address.searchParams.set(key, value);
  return address;
}

/** Where the events come from. */
export function ariEventsUrl(settings: AriSettings): URL {
  const address = ariUrl(settings, ["events"], { app: settings.application, subscribeAll: "false" });
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return address;
}
