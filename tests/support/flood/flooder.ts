import { connect, type Socket } from "node:net";
import { io } from "socket.io-client";
import { WebSocket } from "ws";
import { LINK_CONTRACT_VERSION, LINK_PATH } from "../../../src-shared/link/link-contract.ts";
import { SITE_CHAT_PATH } from "../../../src-shared/site-chat/site-chat-limits.ts";

// One client that sends ten thousand messages a second, whatever it is answered, as a process of its own.

/** What to flood, and with whose name. */
export type Flood = { readonly url: string; readonly forMs: number } & (
  | { readonly way: "link"; readonly login: string; readonly secret: string }
  | { readonly way: "site"; readonly siteKey: string; readonly origin: string }
  | { readonly way: "webhook"; readonly path: string; readonly secret: string }
);

/** How many were sent, and what came back, by code, status or reason. */
export type FloodReport = { readonly sent: number; readonly answers: Readonly<Record<string, number>> };

const PER_SECOND = 10_000;
const TICK_MS = 5;
const AGAIN_MS = 50;
const ENOUGH_BYTES = 4 * 1024 * 1024;

/** Something that takes messages, and says how many it took; `isOpen` false: come again with the next tick. */
type Wire = { readonly isOpen: boolean; send(count: number): number; close(): void };
type Note = (answer: string) => void;

process.once("message", (flood: Flood) => void run(flood));

async function run(flood: Flood): Promise<void> {
  const answers: Record<string, number> = {};
  const note = (answer: string) => {
    answers[answer] = (answers[answer] ?? 0) + 1;
  };
  const wire =
    flood.way === "link"
      ? linkWire(flood, note)
      : flood.way === "site"
        ? siteWire(flood, note)
        : webhookWire(flood, note);
  const endMs = Date.now() + flood.forMs;
  let sent = 0;
  let atMs = performance.now();
  while (Date.now() < endMs) {
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    const nowMs = performance.now();
    const due = Math.round(((nowMs - atMs) / 1000) * PER_SECOND);
    atMs = nowMs;
    if (!wire.isOpen) continue;
    sent += wire.send(due);
  }
  wire.close();
  process.send?.({ sent, answers } satisfies FloodReport, () => process.exit(0));
}

/** Opens anew, soon after it was closed. */
function again(open: () => void): void {
  setTimeout(open, AGAIN_MS).unref();
}

function linkWire({ url, login, secret }: Extract<Flood, { way: "link" }>, note: Note): Wire {
  let socket = connectLink();
  let isOpen = false;
  let count = 0;
  function connectLink() {
    const auth = { contractVersion: LINK_CONTRACT_VERSION, login, secret, logId: null, lastSeq: 0 };
    const opened = io(url, { path: LINK_PATH, transports: ["websocket"], reconnection: false, forceNew: true, auth });
    opened.on("welcome", () => {
      isOpen = true;
      note("welcome");
    });
    opened.on("too-many-commands", () => note("told why"));
    opened.on("connect_error", (error: Error & { data?: { code?: string } }) => {
      note(`not let in: ${error.data?.code ?? error.message}`);
      again(reopen);
    });
    opened.on("disconnect", (reason) => {
      isOpen = false;
      note(`closed: ${reason}`);
      again(reopen);
    });
    return opened;
  }
  const reopen = () => {
    socket = connectLink();
  };
  const answered = (reply: unknown) => {
    const { ok, code } = reply as { ok: boolean; code?: string };
    note(ok ? "done" : `refused: ${code}`);
  };
  const messages: readonly (() => void)[] = [
    () => socket.emit("command", aCommand(count), answered),
    () => socket.emit("command", { commandId: `n-${count}`, name: "no-such", input: {} }, answered),
    () => socket.emit("command", [[["rubbish"]]], answered),
    () => socket.emit("command", "x".repeat(12_000), answered),
    () => socket.emit("query", { query: "nothing" }, answered),
    () => socket.emit("command", aCommand(count)),
    () => socket.emit("no-such-event", 1),
  ];
  return {
    get isOpen() {
      return isOpen;
    },
    send(due) {
      for (let sent = 0; sent < due; sent += 1) {
        count += 1;
        // Two of three are good commands; once in a while one is bigger than any message may be.
        const odd = count % 3 === 0 ? messages[(count / 3) % messages.length] : messages[0];
        odd?.();
      }
      if (count % 7 === 0) socket.emit("command", "x".repeat(20_000), answered);
      return due;
    },
    close: () => void socket.disconnect(),
  };
}

function aCommand(count: number): object {
  return { commandId: `flood-${process.pid}-${count}`, name: "operator.set-status", input: { status: "online" } };
}

function siteWire({ url, siteKey, origin }: Extract<Flood, { way: "site" }>, note: Note): Wire {
  let token: string | null = null;
  let count = 0;
  let isOpen = false;
  let socket = openSite();
  function openSite() {
    const opened = new WebSocket(`${url.replace("http", "ws")}${SITE_CHAT_PATH}?key=${siteKey}`, {
      headers: { origin },
    });
    const page = { url: `${origin}/`, title: "", referrer: "", utm: {} };
    opened.on("open", () => opened.send(JSON.stringify({ t: "hello", v: 1, token, after: 0, lang: "ru", page })));
    opened.on("message", (data: Buffer) => {
      const frame = JSON.parse(data.toString("utf8")) as { t: string; code?: string; token?: string };
      note(frame.code === undefined ? frame.t : `${frame.t}: ${frame.code}`);
      if (frame.t !== "welcome") return;
      isOpen = true;
      token = frame.token ?? token;
    });
    opened.on("error", () => undefined);
    opened.on("close", (code) => {
      isOpen = false;
      note(`closed: ${code}`);
      again(() => {
        socket = openSite();
      });
    });
    return opened;
  }
  const id = () => String(count).padStart(22, "0");
  const texts: readonly (() => string)[] = [
    () => JSON.stringify({ t: "message", id: id(), text: `спам ${count}` }),
    () => "{not json",
    () => JSON.stringify({ t: "message", id: id(), text: "x".repeat(20_000) }),
    () => JSON.stringify({ t: "message", id: [1], text: null }),
    () => JSON.stringify({ t: "no-such", id: id() }),
  ];
  return {
    get isOpen() {
      return isOpen && socket.bufferedAmount < ENOUGH_BYTES;
    },
    send(due) {
      for (let sent = 0; sent < due; sent += 1) {
        count += 1;
        // Bad ones are rare: five of them end a socket before it is a flood.
        socket.send(count % 500 === 0 ? (texts[(count / 500) % texts.length]?.() ?? "") : (texts[0]?.() ?? ""));
      }
      if (count % 11 === 0) socket.send("x".repeat(60_000));
      return due;
    },
    close: () => socket.close(),
  };
}

/** As many connections as a messenger may open, each of which waits for its answer, and some that do not wait. */
function webhookWire({ url, path, secret }: Extract<Flood, { way: "webhook" }>, note: Note): Wire {
  const { port, host } = new URL(url);
  let count = 0;
  const post = (body: string, token: string) =>
    `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\nx-telegram-bot-api-secret-token: ${token}\r\n` +
    `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  const requests: readonly (() => string)[] = [
    () => post(anUpdate(count), secret),
    () => post(anUpdate(count), "a-guess"),
    () => post("{not json", secret),
    () => post('{"update_id":"no"}', secret),
    () => post(count % 20 === 0 ? "x".repeat(300_000) : anUpdate(count), secret),
  ];
  const next = () => {
    count += 1;
    // Four of five are good posts; once in a while one is bigger than any body may be.
    const odd = count % 5 === 0 ? requests[(count / 5) % requests.length] : requests[0];
    return odd?.() ?? "";
  };
  const patient = Array.from({ length: PATIENT }, () => new HttpWire(Number(port), note));
  const greedy = Array.from({ length: GREEDY }, () => new HttpWire(Number(port), note));
  return {
    isOpen: true,
    send(due) {
      const before = count;
      for (const wire of patient) if (count - before < due && wire.isFree) wire.post(next());
      while (count - before < due) {
        const wire = greedy[count % GREEDY];
        // A server that does not read is left alone, as by any TCP.
        if (!wire || wire.waiting > ENOUGH_BYTES) break;
        wire.post(next());
      }
      return count - before;
    },
    close: () => {
      for (const wire of [...patient, ...greedy]) wire.close();
    },
  };
}

const PATIENT = 60;
const GREEDY = 4;

/** A bare connection of HTTP/1.1, which comes again when it was cut. */
class HttpWire {
  isFree = true;
  readonly #port: number;
  readonly #note: Note;
  #socket: Socket;

  constructor(port: number, note: Note) {
    this.#port = port;
    this.#note = note;
    this.#socket = this.#open();
  }

  get waiting(): number {
    return this.#socket.writableLength;
  }

  post(request: string): void {
    this.isFree = false;
    this.#socket.write(request);
  }

  close(): void {
    this.#socket.destroy();
  }

  #open(): Socket {
    const socket = connect(this.#port, "127.0.0.1");
    socket.on("data", (data) => {
      for (const [, status] of data.toString("latin1").matchAll(/HTTP\/1\.1 (\d{3})/g)) {
        this.#note(`status ${status}`);
        this.isFree = true;
      }
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.#note("closed");
      again(() => {
        this.#socket = this.#open();
        this.isFree = true;
      });
    });
    return socket;
  }
}

function anUpdate(count: number): string {
  const from = { id: 666, is_bot: false, first_name: "Mallory" };
  const chat = { id: 666, type: "private", first_name: "Mallory" };
  const message = { message_id: count, date: 1_795_000_000, from, chat, text: `спам ${count}` };
  return JSON.stringify({ update_id: count, message });
}
