import { once } from "node:events";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import * as z from "zod";
import { LinkHello, LinkRefusalCode } from "../../../src-shared/link/link-contract.ts";
import { HubFrame } from "../../../src-shared/site-chat/hub-frames.ts";
import { SITE_CHAT_PATH } from "../../../src-shared/site-chat/site-chat-limits.ts";
import { VisitorFrame } from "../../../src-shared/site-chat/visitor-frames.ts";
import { InputTown, ORIGIN, SITE_KEY } from "../../support/bad-input/input-town.ts";
import { NASTY_TEXTS, NOT_TEXTS } from "../../support/bad-input/nasty-texts.ts";
import { samplesOf, textPlaces, withAt } from "../../support/bad-input/schema-samples.ts";
import { aHello, RawDesktop } from "../hub/support/a-desktop.ts";
import { ENGINES, Stores } from "../hub/support/stores.ts";

// Who has not shown who they are: the handshake of the link, the site chat, what a channel tells.

const stores = new Stores();
afterAll(() => stores.stop());

const page = { url: `${ORIGIN}/`, title: "", referrer: "", utm: {} };
const known = {
  id: "0000000000000000000001",
  token: null,
  v: 1,
  number: "+79000001427",
  fromMs: null,
  toMs: null,
  page,
};

describe.each(ENGINES)("on %s", (engine) => {
  let town: InputTown;
  beforeEach(async () => {
    town = await InputTown.open(await (await stores.place(engine)).open());
  });
  afterEach(() => town.close());

  test("a hello with anything in it is refused in words of the contract, and the hub goes on", async () => {
    const broken: string[] = [];
    const right = aHello({ desktopId: "desk-1", token: "a.b.c", logId: "log-1", channels: ["voice"] });
    const fields = Object.keys(LinkHello.shape);
    for (const field of fields)
      for (const bad of [...Object.values(NASTY_TEXTS), ...NOT_TEXTS]) {
        const { token: _token, ...bySecret } = right;
        const auth = { ...(field === "token" ? right : bySecret), [field]: bad };
        const desktop = new RawDesktop({ port: town.port, auth });
        const ending = await Promise.race([desktop.endings.take(), desktop.welcomes.take().then(() => "welcome")]);
        // More than a desktop ever says is not even read.
        const isUnread = ending === "transport close" && JSON.stringify(bad).length > 10_000;
        const isRight = ending === "welcome" || isUnread || LinkRefusalCode.safeParse(ending).success;
        if (!isRight) broken.push(`${JSON.stringify(bad).slice(0, 40)} in ${field}: ${ending}`);
        desktop.close();
        town.pass(3_600_000);
      }
    expect(broken).toEqual([]);
    await town.expectSound();
  }, 120_000);

  test("a frame of a site's visitor with anything in it is done or refused", async () => {
    const broken: string[] = [];
    let visitor = await Visitor.enter(town);
    let count = 0;
    for (const sample of samplesOf(z.toJSONSchema(VisitorFrame, { io: "input", unrepresentable: "any" }), known)) {
      const { t } = sample as { t: string };
      if (t === "hello" || t === "ping") continue;
      for (const place of textPlaces(sample).filter(([name]) => name !== "t"))
        for (const [what, text] of Object.entries(NASTY_TEXTS)) {
          count += 1;
          const id = String(count).padStart(22, "0");
          const frame =
            place[0] === "id" ? withAt(sample, place, text) : withAt(withAt(sample, ["id"], id), place, text);
          town.pass(1000);
          // Far more than a widget ever says ends its socket; so do five bad frames.
          if (!(await visitor.isAnswered(frame)) && what !== "long") broken.push(`${t}, ${what} in ${place.join(".")}`);
          if (visitor.isTired) visitor = await Visitor.enter(town, visitor);
        }
    }
    visitor.socket.terminate();
    expect(broken).toEqual([]);
    await town.expectSound();
  }, 120_000);

  test("what a channel tells with anything in it is kept or refused for good", async () => {
    const broken: string[] = [];
    const file = { ref: "file-1", name: "a.png", type: "image/png", size: 4 };
    const sample = {
      conversation: "c-1",
      message: "m-1",
      customer: { id: "c-1", name: "Ольга" },
      text: "раз",
      files: [file],
    };
    let count = 0;
    for (const place of textPlaces(sample))
      for (const [what, text] of Object.entries(NASTY_TEXTS)) {
        count += 1;
        const fresh = { ...sample, conversation: `c-${count}`, message: `m-${count}` };
        const told = withAt(fresh, place, text) as typeof sample;
        town.pass(60_000);
        const reply = await town.channel.tell({ type: "received", sentAtMs: 1, ...told });
        if (!reply.ok && reply.retry !== "no") broken.push(`${what} in ${place.join(".")}: ${reply.code}`);
      }
    expect(broken).toEqual([]);
    await town.expectSound();
  }, 120_000);
});

/** A bare end of the site chat. */
class Visitor {
  readonly socket: WebSocket;
  #bad = 0;
  #heard = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    // Each wait below leaves its listeners until the next word.
    socket.setMaxListeners(0);
    socket.on("error", () => undefined);
    socket.on("message", (data: Buffer) => {
      const frame = HubFrame.parse(JSON.parse(data.toString("utf8")));
      if (frame.t === "refused" && frame.code === "bad-frame") this.#bad += 1;
      this.#heard += 1;
      this.socket.emit("heard");
    });
  }

  static async enter(town: InputTown, before?: Visitor): Promise<Visitor> {
    before?.socket.terminate();
    town.pass(1000);
    const url = `${town.url.replace("http", "ws")}${SITE_CHAT_PATH}?key=${SITE_KEY}`;
    const visitor = new Visitor(new WebSocket(url, { headers: { origin: ORIGIN } }));
    await once(visitor.socket, "open");
    const heard = once(visitor.socket, "heard");
    visitor.socket.send(JSON.stringify({ t: "hello", v: 1, token: null, after: 0, lang: "ru", page }));
    await heard;
    return visitor;
  }

  /** Closed, or about to be. */
  get isTired(): boolean {
    return this.#bad >= 4 || this.socket.readyState !== WebSocket.OPEN;
  }

  /** Says a frame and a ping behind it; whatever comes, and in whatever order, the socket is alive after it. */
  async isAnswered(frame: unknown): Promise<boolean> {
    const before = this.#heard;
    this.socket.send(JSON.stringify(frame));
    this.socket.send(JSON.stringify({ t: "ping" }));
    while (this.#heard === before && this.socket.readyState === WebSocket.OPEN)
      await Promise.race([once(this.socket, "heard"), once(this.socket, "close")]);
    return this.#heard > before;
  }
}
