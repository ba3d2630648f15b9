import { connect, type Socket } from "node:net";
import { Inbox } from "../inbox.ts";

/** One message of Asterisk's manager interface; a key that comes twice keeps its values one a line. */
export type ManagerMessage = Readonly<Record<string, string>>;

const HELLO = /^Asterisk Call Manager[^\r]*\r\n/;

/** A connection to the manager interface (AMI): actions with their answers, and every event that Asterisk tells. */
export class ManagerLink {
  readonly events = new Inbox<ManagerMessage>("manager event");
  readonly #socket: Socket;
  readonly #answers = new Map<string, (answer: ManagerMessage) => void>();
  #text = "";
  #actions = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => this.#read(text));
    socket.on("error", () => socket.destroy());
  }

  /** Resolves to null while nobody listens: Asterisk is still starting. */
  static async open(port: number, user: string, secret: string): Promise<ManagerLink | null> {
    const socket = await new Promise<Socket | null>((resolve) => {
      const trying = connect(port, "127.0.0.1", () => resolve(trying));
      trying.once("error", () => resolve(null));
    });
    if (!socket) return null;
    const link = new ManagerLink(socket);
    const answer = await link.ask("Login", { Username: user, Secret: secret, Events: "on" });
    if (answer.Response !== "Success") throw new Error(`manager login: ${answer.Message}`);
    return link;
  }

  ask(action: string, fields: ManagerMessage = {}): Promise<ManagerMessage> {
    this.#actions += 1;
    const id = `action-${this.#actions}`;
    const lines = Object.entries({ Action: action, ActionID: id, ...fields }).map(([key, value]) => `${key}: ${value}`);
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) reject(new Error(`${action}: the manager link is closed`));
      this.#answers.set(id, resolve);
      this.#socket.write(`${lines.join("\r\n")}\r\n\r\n`);
    });
  }

  /** The next event of this name, come or to come, that fits. */
  next(name: string, fits: (event: ManagerMessage) => boolean = () => true): Promise<ManagerMessage> {
    return this.events.take((event) => event.Event === name && fits(event));
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(text: string): void {
    this.#text = (this.#text + text).replace(HELLO, "");
    for (let end = this.#text.indexOf("\r\n\r\n"); end >= 0; end = this.#text.indexOf("\r\n\r\n")) {
      this.#take(messageIn(this.#text.slice(0, end)));
      this.#text = this.#text.slice(end + 4);
    }
  }

  #take(message: ManagerMessage): void {
    const id = message.ActionID ?? "";
    const answer = message.Response === undefined ? undefined : this.#answers.get(id);
    if (!answer) {
      this.events.put(message);
      return;
    }
    this.#answers.delete(id);
    answer(message);
  }
}

function messageIn(text: string): ManagerMessage {
  const message: Record<string, string> = {};
  for (const line of text.split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon < 0) continue;
    const key = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    message[key] = message[key] === undefined ? value : `${message[key]}\n${value}`;
  }
  return message;
}
