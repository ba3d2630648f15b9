import type { LogEvent, NewEvent } from "../../src-shared/events/log-event.ts";
import type { AlongsideWrite } from "../log/append-group.ts";
import type { EventLog } from "../log/event-log.ts";

/** Acts on what was logged; may write more, which is followed before it returns. */
export type Follower = (events: readonly LogEvent[]) => Promise<void>;

/** The service's pen: what it writes is in the log before anybody acts on it, and every follower acts in turn. */
export class Journal {
  readonly log: EventLog;
  readonly #followers: Follower[] = [];

  constructor(log: EventLog) {
    this.log = log;
  }

  /** Followers are called in the order they were added. */
  addFollower(follower: Follower): void {
    this.#followers.push(follower);
  }

  async write(newEvents: readonly NewEvent[], alongside?: AlongsideWrite): Promise<void> {
    if (newEvents.length === 0 && !alongside) return;
    const events = await this.log.append(newEvents, alongside);
    for (const follower of this.#followers) await follower(events);
  }
}
