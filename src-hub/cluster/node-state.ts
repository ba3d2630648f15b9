import { Gauge, type Registry } from "prom-client";

/** What a node says of itself to whoever watches it. */
export interface NodeState {
  /** Whether this node holds the lease: it writes the log, decides, and has the telephony. */
  readonly leads: boolean;
  readonly isRedisUp: boolean;
  /** Whether a leader is there, this node or another. */
  readonly isLed: boolean;
  /** Nodes the leader hears, itself as well; null: this node does not lead. */
  readonly nodeCount: number | null;
  /** Commands and questions handed to the leader so far. */
  readonly askedCount: number;
  /** Those that wait for their answer. */
  readonly waitingCount: number;
  /** Connections handed through to the leader now. */
  readonly tunnelCount: number;
  /** Events of the log that the leader has written and this node has not told its desktops. */
  readonly behindCount: number;
}

/** The node's numbers, on every node alike. */
export function addNodeGauges(registry: Registry, node: NodeState): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge("tandem_node_leads", "1 on the node that writes the log and decides", () => Number(node.leads));
  gauge("tandem_node_redis_up", "1 while Redis answers", () => Number(node.isRedisUp));
  gauge("tandem_node_led", "1 while a leader is heard, or this node leads", () => Number(node.isLed));
  gauge("tandem_node_count", "Nodes the leader hears; 0 on the others", () => node.nodeCount ?? 0);
  gauge("tandem_node_forwarded", "Commands and questions handed to the leader", () => node.askedCount);
  gauge("tandem_node_forwarded_waiting", "Those that wait for their answer", () => node.waitingCount);
  gauge("tandem_node_tunnels", "Connections handed through to the leader", () => node.tunnelCount);
  gauge("tandem_node_behind_events", "Events written and not told to the desktops here", () => node.behindCount);
}
