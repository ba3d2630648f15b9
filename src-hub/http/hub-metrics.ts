import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { isOpen } from "../../src-shared/domain/interaction.ts";
import { addNodeGauges } from "../cluster/node-state.ts";
import type { HttpNeeds } from "./http-needs.ts";
import { TextMetrics } from "./text-metrics.ts";

const MS = 1000;

/**
 * The hub's numbers in a registry of its own. Labels are ids of queues and states only: nothing of a customer or an
 * operator. What can be read off the hub's state is read when it is asked for, so that counting costs nothing.
 */
export class HubMetrics {
  readonly #needs: HttpNeeds;
  readonly #registry = new Registry();
  readonly #stopListening: () => void;
  readonly #text: TextMetrics;

  constructor(needs: HttpNeeds) {
    this.#needs = needs;
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    const append = new Histogram({
      name: "tandem_log_append_seconds",
      help: "From an append asked for to its commit",
      buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5],
      registers,
    });
    this.#stopListening = needs.log.onAppendTimed((ms) => append.observe(ms / MS));
    this.#text = new TextMetrics(needs, this.#registry);
    this.#gauge("tandem_log_head", "The last number of the log", () => needs.log.headSeq);
    this.#gauge("tandem_linked_desktops", "Desktops linked now", () => needs.link.linkedCount);
    this.#gauge("tandem_offers", "Offers that wait for an answer", () => this.#offers());
    this.#gauge(
      "tandem_invariant_broken",
      "Breaches of what must always hold; anything but 0 is a bug",
      () => needs.service.brokenInvariants().length,
    );
    if (needs.node) addNodeGauges(this.#registry, needs.node);
    this.#gauge("tandem_draining", "1 while the hub drains", () => (needs.life.phase === "drains" ? 1 : 0));
    const retention = () => this.#needs.service.administration.retention.counts;
    this.#gauge("tandem_retention_steps", "Steps of the retention job since the start", () => retention().steps);
    this.#gauge(
      "tandem_retention_longest_step_seconds",
      "The longest that a step of the retention job held the writer",
      () => retention().longestStepMs / MS,
    );
    this.#gauge(
      "tandem_retention_held_up",
      "1 while an open contact is older than customers are kept: nothing after it is forgotten",
      () => (retention().isHeldUp ? 1 : 0),
    );
    this.#labelled(
      "tandem_retention_changed",
      "Events whose data went because their time was over, since the start",
      "kind",
      () => new Map(Object.entries(retention().changed)),
    );
    this.#labelled("tandem_queue_waiting", "Contacts that wait in a queue", "queue", () => this.#waiting());
    this.#labelled("tandem_interactions", "Contacts that are not closed, by state", "state", () => this.#states());
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  stop(): void {
    this.#stopListening();
    this.#text.stop();
    this.#registry.clear();
  }

  #gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect() {
        this.set(read());
      },
    });
  }

  #labelled(name: string, help: string, label: string, read: () => ReadonlyMap<string, number>): void {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.#registry],
      collect() {
        this.reset();
        for (const [value, count] of read()) this.set({ [label]: value }, count);
      },
    });
  }

  #offers(): number {
    const offers = this.#needs.log.unclosed().flatMap((interaction) => interaction.offers);
    return offers.filter(({ outcome }) => outcome === null).length;
  }

  #waiting(): ReadonlyMap<string, number> {
    const { log, directory } = this.#needs;
    const counts = new Map<string, number>(directory.team.queues.map(({ queueId }) => [queueId, 0]));
    for (const interaction of log.unclosed())
      if (isOpen(interaction) && interaction.queueId !== null && interaction.acceptedAtMs === null)
        counts.set(interaction.queueId, (counts.get(interaction.queueId) ?? 0) + 1);
    return counts;
  }

  #states(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { state } of this.#needs.log.unclosed()) counts.set(state, (counts.get(state) ?? 0) + 1);
    return counts;
  }
}
