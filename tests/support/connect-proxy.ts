import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

/** A company's HTTP proxy on 127.0.0.1: takes CONNECT (RFC 9110 §9.3.6), with Basic login where one is given. */
export class ConnectProxy implements AsyncDisposable {
  /** What was asked for, refused or not. */
  readonly asked: { readonly target: string; readonly statusCode: number }[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  /** `login`: `user:password`. `forbidden`: targets it lets nobody to. */
  static async start(settings: { readonly login?: string; readonly forbidden?: string } = {}): Promise<ConnectProxy> {
    const server = createServer();
    const proxy = new ConnectProxy(server);
    server.on("connect", ({ url = "", headers }, near: Socket) => {
      const login = settings.login && `Basic ${Buffer.from(settings.login).toString("base64")}`;
      const isIn = login === undefined || headers["proxy-authorization"] === login;
      proxy.#answer(near, url, isIn ? (url === settings.forbidden ? 403 : 200) : 407);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(near: Socket, target: string, statusCode: 200 | 403 | 407): void {
    this.asked.push({ target, statusCode });
    this.#hold(near);
    if (statusCode !== 200) {
      const more = statusCode === 407 ? 'Proxy-Authenticate: Basic realm="company"\r\n' : "";
      near.end(`HTTP/1.1 ${statusCode} No\r\n${more}Content-Length: 0\r\n\r\n`);
      return;
    }
    const [host = "", port = ""] = target.split(":");
    const far = connect(Number(port), host, () => {
      near.write("HTTP/1.1 200 Connection established\r\n\r\n");
      near.pipe(far).pipe(near);
    });
    this.#hold(far);
    far.on("close", () => near.destroy());
    near.on("close", () => far.destroy());
  }

  #hold(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#sockets.delete(socket));
  }
}
