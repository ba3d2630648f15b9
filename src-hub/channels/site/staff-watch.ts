import type { Queue } from "../../../src-shared/domain/team.ts";
import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import type { OperatorId, QueueId } from "../../../src-shared/ids.ts";

type Known = { readonly isOnline: boolean; readonly isLinked: boolean };

/** Who of which queue is on the line, by the log alone: a listener of the log may not ask who has not followed it yet. */
export class StaffWatch {
  readonly #membersOf: (queueId: QueueId) => Queue["members"];
  readonly #known = new Map<OperatorId, Known>();

  constructor(membersOf: (queueId: QueueId) => Queue["members"], start: Iterable<readonly [OperatorId, Known]>) {
    this.#membersOf = membersOf;
    for (const [operatorId, known] of start) this.#known.set(operatorId, known);
  }

  /** Whether anybody's part changed. */
  follow(events: readonly LogEvent[]): boolean {
    let isOther = false;
    for (const event of events) {
      const known = (id: OperatorId) => this.#known.get(id) ?? { isOnline: false, isLinked: false };
      if (event.type === "operator.status-changed") {
        const { operatorId, status } = event.payload;
        this.#known.set(operatorId, { ...known(operatorId), isOnline: status === "online" });
        isOther = true;
      } else if (event.type === "operator.desktop-changed") {
        const { operatorId, linked } = event.payload;
        this.#known.set(operatorId, { ...known(operatorId), isLinked: linked });
        isOther = true;
      }
    }
    return isOther;
  }

  /** Whether somebody of the queue is there, busy or not. */
  isStaffed(queueId: QueueId): boolean {
    return this.#membersOf(queueId).some((operatorId) => {
      const known = this.#known.get(operatorId);
      return known?.isOnline === true && known.isLinked;
    });
  }
}
