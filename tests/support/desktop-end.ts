import { Mirror } from "../../src-main/core/mirror/mirror.ts";
import { Outbox } from "../../src-main/core/outbox/outbox.ts";
import type { Clock } from "../../src-main/core/ports/clock.ts";
import type { HubLinkAccount, HubLinkEvent } from "../../src-main/core/ports/hub-link.ts";
import { createSocketHubLink } from "../../src-main/node/hub-link/socket-hub-link.ts";
import { systemClock } from "../../src-main/node/system-clock.ts";
import { openedCache } from "./cache-folder.ts";
import { FakeLog } from "./fake-log.ts";

/** Real time, but waits are ten times shorter and the back-off the shortest: many cuts fit into a test. */
export const hastyClock: Clock = {
  ...systemClock,
  after: (delayMs, callback) => systemClock.after(delayMs / 10, callback),
  random: () => 0,
};

/** The desktop's end of the link with its real parts: SQLite, socket.io, mirror and outbox. */
export class DesktopEnd {
  readonly cache;
  readonly link;
  readonly mirror: Mirror;
  readonly outbox: Outbox;
  readonly log = new FakeLog();
  readonly events: HubLinkEvent[] = [];
  readonly #stops: (() => void)[];

  constructor(directory: string, clock: Clock = systemClock) {
    this.cache = openedCache(directory);
    this.link = createSocketHubLink({ clock, log: this.log });
    this.mirror = new Mirror({ store: this.cache.mirror, link: this.link, clock, log: this.log });
    this.outbox = new Outbox({ store: this.cache.outbox, link: this.link, clock, log: this.log });
    this.#stops = [
      this.link.onEvent((event) => {
        this.events.push(event);
        if (event.type === "welcome") this.mirror.handleWelcome(event.welcome);
        if (event.type === "frame") this.mirror.handleFrame(event.frame);
        if (event.type === "link-changed") {
          if (event.link.state !== "online") this.mirror.handleOffline();
          this.outbox.setOnline(event.link.state === "online");
        }
      }),
    ];
  }

  start(account: HubLinkAccount): void {
    this.link.start(account, () => this.mirror.position());
  }

  /** States of the link so far, each with its refusal. */
  get states(): readonly string[] {
    return this.events.flatMap((event) =>
      event.type === "link-changed" ? [[event.link.state, event.link.refusal].filter(Boolean).join(" ")] : [],
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.link.stop();
    for (const stop of this.#stops) stop();
    this.cache.close();
  }
}
