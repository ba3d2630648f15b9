import { type BenchLine, benchLine } from "./support/bench-line.ts";
import { ManyLinks } from "./support/many-links.ts";

const FEW = 20;
const MANY = 1000;

/** What a linked operator costs the hub in memory, between 20 and 1,000 of them; baseline: a bare socket.io connection. */
export async function* run(): AsyncGenerator<BenchLine> {
  await using links = await ManyLinks.start(MANY);
  const grown = { bare: { rss: 0, heap: 0 }, hub: { rss: 0, heap: 0 } };
  for (const kind of ["bare", "hub"] as const) {
    await links.link(kind, FEW);
    await links.send(kind, { perSecond: 40, seconds: 2, isKept: false });
    const few = await links.memory(kind);
    await links.link(kind, MANY);
    await links.send(kind, { perSecond: 40, seconds: 2, isKept: false });
    const many = await links.memory(kind);
    grown[kind] = {
      rss: (many.rssKb - few.rssKb) / (MANY - FEW),
      heap: (many.heapKb - few.heapKb) / (MANY - FEW),
    };
  }
  yield benchLine({
    name: "hub-memory",
    unit: "KB a linked operator",
    value: grown.hub.rss,
    baseline: grown.bare.rss,
    maxValue: 100,
    samples: MANY - FEW,
    note: "resident, after a collection of garbage; baseline: a bare socket.io connection",
  });
  yield benchLine({
    name: "hub-memory.held",
    unit: "KB a linked operator",
    value: grown.hub.heap,
    baseline: grown.bare.heap,
    samples: MANY - FEW,
    note: "of it, what is held on the heap and beside it",
  });
}
