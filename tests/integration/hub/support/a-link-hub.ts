import { systemClock } from "../../../../src-hub/clock.ts";
import { type Hub, startHub } from "../../../../src-hub/hub.ts";
import type { NewEvent } from "../../../../src-shared/events/log-event.ts";
import { InteractionId } from "../../../../src-shared/ids.ts";
import { FakeTelephony } from "../../../support/fake-telephony.ts";
import { aHello, type DesktopOptions, RawDesktop } from "./a-desktop.ts";
import { SECRETS, TEAM } from "./a-hub.ts";

/** A hub on the real clock, with the raw desktops that are linked to it. */
export class LinkHub {
  readonly hub: Hub;
  readonly desktops: RawDesktop[] = [];
  #made = 0;

  private constructor(hub: Hub) {
    this.hub = hub;
  }

  static async start(): Promise<LinkHub> {
    const hub = await startHub({
      databaseFile: ":memory:",
      databaseKey: null,
      listen: { host: "127.0.0.1", port: 0 },
      team: TEAM,
      secrets: SECRETS,
      clock: systemClock,
      createTelephony: () => Object.assign(new FakeTelephony(), { close: async () => undefined }),
    });
    return new LinkHub(hub);
  }

  link(options: Partial<DesktopOptions> = {}): RawDesktop {
    const desktop = new RawDesktop({ port: this.hub.port, auth: aHello(), ...options });
    this.desktops.push(desktop);
    return desktop;
  }

  /** Appends interactions, two events each. */
  async append(interactions: number): Promise<void> {
    const events = Array.from({ length: interactions }, (): NewEvent[] => {
      this.#made += 1;
      const interactionId = InteractionId.parse(`made-${this.#made}`);
      const customer = { address: "+79000001427", name: null };
      const of = {
        channel: "voice",
        direction: "in",
        customer,
        dialled: "700",
        queueId: null,
        operatorId: null,
      } as const;
      const end = { endedBy: "customer", result: "abandoned" } as const;
      return [
        { type: "interaction.created", actor: "system", payload: { interactionId, ...of } },
        { type: "interaction.ended", actor: "system", payload: { interactionId, ...end } },
      ];
    });
    await this.hub.log.append(events.flat());
  }

  async stop(): Promise<void> {
    for (const desktop of this.desktops) desktop.close();
    await this.hub.stop();
  }
}

/** The command that puts an operator on the line, or whatever `input` says. */
export function setStatus(commandId: string, input: unknown = { status: "online" }) {
  return { commandId, name: "operator.set-status", input };
}
