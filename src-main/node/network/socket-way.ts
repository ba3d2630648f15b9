import { type Agent, globalAgent as plainAgent } from "node:http";
import { globalAgent as securedAgent } from "node:https";
import type { Socket } from "node:net";
import { checkServerIdentity, getCACertificates } from "node:tls";
import { type AgentConnectOpts, Agent as ChoosingAgent } from "agent-base";
import { HttpsProxyAgent } from "https-proxy-agent";
import type { NetworkNow } from "../../core/network/network-desk.ts";
import { ProxyError } from "../../core/ports/network.ts";

/** How a WebSocket to an address is opened: through which agent, and whose certificates are believed. */
export type SocketWay = (url: string) => { readonly agent?: Agent; readonly ca?: string[] };

type Request = Parameters<HttpsProxyAgent<string>["connect"]>[0];

/**
 * The way to servers as the settings have it at each connect. `resolveProxy` asks the system: `PROXY host:port`,
 * `DIRECT`, in order (the answer of a PAC script). Certificates of the system are believed beside those Node brings.
 */
export function createSocketWay(parts: {
  readonly now: () => NetworkNow;
  readonly resolveProxy: (url: string) => Promise<string>;
}): SocketWay {
  return (url) => {
    const { proxy, proxyPassword, authorities } = parts.now();
    const ca = /^(?:wss|https):/.test(url) ? { ca: [...trustedBySystem(), ...authorities] } : {};
    if (proxy.kind === "none") return ca;
    if (proxy.kind === "system") return { agent: new SystemAgent(() => parts.resolveProxy(asHttp(url))), ...ca };
    const { host, port, user } = proxy;
    return { agent: new TellingProxyAgent(proxyUrl(host, port, user, proxyPassword)), ...ca };
  };
}

/** Tells a refusal of the proxy from one of the server behind it. */
class TellingProxyAgent extends HttpsProxyAgent<string> {
  override async connect(request: Request, options: AgentConnectOpts): Promise<Socket> {
    let statusCode = 0;
    this.once("proxyConnect", (answer: { statusCode: number }) => {
      statusCode = answer.statusCode;
    });
    const socket = await super.connect(request, withIdentity(options)).catch((cause: unknown) => {
      throw statusCode === 200 ? cause : new ProxyError("proxy-unreachable", cause);
    });
    if (statusCode === 200) return socket;
    socket.destroy();
    throw new ProxyError(statusCode === 407 ? "proxy-password" : "proxy-refused");
  }
}

/** The library leaves the host out of the TLS options, and a server known by its address would be checked as `localhost`. */
function withIdentity(options: AgentConnectOpts): AgentConnectOpts {
  const { host } = options;
  if (!options.secureEndpoint || host === undefined) return options;
  return { ...options, checkServerIdentity: (_name, certificate) => checkServerIdentity(host, certificate) };
}

class SystemAgent extends ChoosingAgent {
  readonly #resolve: () => Promise<string>;

  constructor(resolve: () => Promise<string>) {
    super();
    this.#resolve = resolve;
  }

  override async connect(_request: unknown, options: AgentConnectOpts): Promise<Agent> {
    const proxy = firstProxy(await this.#resolve());
    if (proxy !== null) return new TellingProxyAgent(proxy);
    return options.secureEndpoint ? securedAgent : plainAgent;
  }
}

/** The first way of a PAC answer that can be gone: null for `DIRECT`, and for kinds of proxies this program cannot use. */
export function firstProxy(answer: string): string | null {
  for (const way of answer.split(";")) {
    const [, kind = "", address = ""] = /^\s*(DIRECT|PROXY|HTTPS|HTTP)\b\s*(\S*)/i.exec(way) ?? [];
    if (kind.toUpperCase() === "DIRECT") return null;
    if (address !== "") return `${kind.toUpperCase() === "HTTPS" ? "https" : "http"}://${address}`;
  }
  return null;
}

function proxyUrl(host: string, port: number, user: string, password: string | null): string {
  const login = user === "" ? "" : `${encodeURIComponent(user)}:${encodeURIComponent(password ?? "")}@`;
  return `http://${login}${host}:${port}`;
}

function asHttp(url: string): string {
  return url.replace(/^ws/, "http");
}

let systemCertificates: readonly string[] | null = null;

/** Reading the system's store takes a while, and it changes rarely: once a run. */
function trustedBySystem(): readonly string[] {
  systemCertificates ??= [...new Set([...getCACertificates("default"), ...getCACertificates("system")])];
  return systemCertificates;
}
