import { io, type Socket } from "socket.io-client";
import type { LogEvent } from "../../../../src-shared/events/log-event.ts";
import {
  LINK_CONTRACT_VERSION,
  LINK_PATH,
  LinkFrame,
  LinkReply,
  LinkTeam,
  LinkWelcome,
} from "../../../../src-shared/link/link-contract.ts";
import { Inbox } from "../../../support/inbox.ts";

export type DesktopOptions = {
  readonly port: number;
  readonly auth?: unknown;
  /** Whether frames are acknowledged as they come. */
  readonly acknowledges?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A bare end of the link: says what it is told to say, and checks what it hears against the contract. */
export class RawDesktop {
  readonly socket: Socket;
  readonly frames = new Inbox<LinkFrame>("frame");
  readonly welcomes = new Inbox<LinkWelcome>("welcome");
  readonly endings = new Inbox<string>("ending");
  readonly teams: LinkTeam[] = [];
  readonly unacknowledged: (() => void)[] = [];

  constructor({ port, auth, acknowledges = true, headers = {} }: DesktopOptions) {
    this.socket = io(`http://127.0.0.1:${port}`, {
      path: LINK_PATH,
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      auth: auth as Record<string, unknown>,
      extraHeaders: headers,
    });
    this.socket.on("welcome", (raw: unknown) => this.welcomes.put(LinkWelcome.parse(raw)));
    this.socket.on("team-changed", (raw: unknown) => this.teams.push(LinkTeam.parse(raw)));
    this.socket.on("events", (raw: unknown, acknowledge: () => void) => {
      if (acknowledges) acknowledge();
      else this.unacknowledged.push(acknowledge);
      this.frames.put(LinkFrame.parse(raw));
    });
    this.socket.on("replaced", () => this.endings.put("replaced"));
    this.socket.on("disconnect", (reason) => this.endings.put(reason));
    this.socket.on("connect_error", (error: Error & { data?: { code?: string } }) =>
      this.endings.put(error.data?.code ?? error.message),
    );
  }

  async command(raw: unknown): Promise<LinkReply> {
    return LinkReply.parse(await this.socket.timeout(5000).emitWithAck("command", raw));
  }

  /** The events of the frames that follow one another, up to a number; fails when the chain has a gap. */
  async eventsUpto(seq: number, afterSeq = 0): Promise<readonly LogEvent[]> {
    const events: LogEvent[] = [];
    let position = afterSeq;
    while (position < seq) {
      const frame = await this.frames.take();
      if (frame.afterSeq !== position) throw new Error(`the chain breaks at ${position}: ${frame.afterSeq}`);
      position = frame.uptoSeq;
      events.push(...frame.events);
    }
    return events;
  }

  close(): void {
    this.socket.disconnect();
  }
}

/** A right hello, but for what a test changes. */
export function aHello(change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    contractVersion: LINK_CONTRACT_VERSION,
    login: "marina",
    secret: "marina-secret",
    logId: null,
    lastSeq: 0,
    ...change,
  };
}
