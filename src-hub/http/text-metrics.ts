import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { isOpen } from "../../src-shared/domain/interaction.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId } from "../../src-shared/ids.ts";
import { isText } from "../text/open-contacts.ts";
import type { HttpNeeds } from "./http-needs.ts";

const MS = 1000;
/** Seconds a customer of text waits: from a word at once to half a day. */
const BUCKETS = [5, 15, 30, 60, 120, 300, 600, 1800, 3600, 14_400, 43_200];

/** What is written, in numbers. Labels are ids of queues and codes; nothing of a customer or an operator. Counted since the first scrape. */
export class TextMetrics {
  readonly #needs: Pick<HttpNeeds, "log" | "service" | "clock" | "directory">;
  readonly #waits: Histogram<"queue">;
  readonly #firstResponses: Histogram<"queue">;
  readonly #deliveries: Counter<"outcome">;
  /** Contacts that got their first answer already. */
  readonly #answered = new Set<InteractionId>();
  readonly #stopListening: () => void;

  constructor(needs: Pick<HttpNeeds, "log" | "service" | "clock" | "directory">, registry: Registry) {
    this.#needs = needs;
    const registers = [registry];
    const labelNames = ["queue"] as const;
    this.#waits = new Histogram({
      ...{ name: "tandem_text_wait_seconds", help: "From a written contact's beginning until somebody took it" },
      ...{ labelNames, buckets: BUCKETS, registers },
    });
    this.#firstResponses = new Histogram({
      ...{ name: "tandem_text_first_response_seconds", help: "From a written contact's beginning to its first answer" },
      ...{ labelNames, buckets: BUCKETS, registers },
    });
    this.#deliveries = new Counter({
      ...{
        name: "tandem_text_deliveries_total",
        help: "What became of messages to customers: a state, or why it failed",
      },
      ...{ labelNames: ["outcome"], registers },
    });
    const { service } = needs;
    const gauge = (name: string, help: string, read: () => number) =>
      new Gauge({
        ...{ name, help, registers },
        collect() {
          this.set(read());
        },
      });
    gauge("tandem_text_outbound", "Messages that wait to be told to channels", () => service.outbound.waiting);
    gauge("tandem_text_outbound_tries", "Tries of channels that had to be made again", () => service.outbound.retries);
    const readWaits = () => this.#waitingNow();
    new Gauge({
      ...{ name: "tandem_text_oldest_wait_seconds", help: "How long the written contact waits that waits longest" },
      ...{ labelNames, registers },
      collect() {
        this.reset();
        for (const [queue, seconds] of readWaits()) this.set({ queue }, seconds);
      },
    });
    this.#stopListening = needs.log.onAppended((events) => {
      for (const event of events) this.#follow(event);
    });
  }

  stop(): void {
    this.#stopListening();
  }

  #follow({ type, atMs, payload }: LogEvent): void {
    switch (type) {
      case "interaction.accepted":
        this.#observe(this.#waits, payload.interactionId, atMs);
        break;
      case "message.sent":
        if (payload.from !== "operator" || this.#answered.has(payload.interactionId)) break;
        this.#answered.add(payload.interactionId);
        this.#observe(this.#firstResponses, payload.interactionId, atMs);
        break;
      case "interaction.ended":
        this.#answered.delete(payload.interactionId);
        break;
      case "message.delivery-changed": {
        const { delivery } = payload;
        this.#deliveries.inc({ outcome: delivery.state === "failed" ? delivery.code : delivery.state });
        break;
      }
      default:
        break;
    }
  }

  /** A contact that was passed on was taken before: it is counted once. */
  #observe(histogram: Histogram<"queue">, interactionId: InteractionId, atMs: number): void {
    const contact = this.#needs.log.interaction(interactionId);
    if (!contact || !isText(contact)) return;
    const { queueId, createdAtMs, acceptedAtMs } = contact;
    if (histogram === this.#waits && acceptedAtMs !== atMs) return;
    histogram.observe({ queue: queueId ?? "" }, Math.max(0, atMs - createdAtMs) / MS);
  }

  #waitingNow(): ReadonlyMap<string, number> {
    const { log, clock, directory } = this.#needs;
    const oldest = new Map<string, number>(directory.team.queues.map(({ queueId }) => [queueId, 0]));
    for (const contact of log.unclosed()) {
      if (!isText(contact) || !isOpen(contact) || contact.queueId === null || contact.operatorId !== null) continue;
      const seconds = Math.max(0, clock.nowMs() - contact.createdAtMs) / MS;
      oldest.set(contact.queueId, Math.max(oldest.get(contact.queueId) ?? 0, seconds));
    }
    return oldest;
  }
}
