import { inflateRawSync } from "node:zlib";
import { io, type Socket } from "socket.io-client";
import { LINK_CONTRACT_VERSION, LINK_PATH } from "../../../src-shared/link/link-contract.ts";
import type { PackedFrame } from "../../../src-shared/link/packed-frame.ts";
import { type FromClients, LINK_SECRET, loginOf, ToClients } from "./link-messages.ts";

// A process of many desktops' ends of the link: each checks its chain, acknowledges, and counts when events came.

const LATEST_MS = 5000;
const AT_ONCE = 6;
const LINK_WITHIN_MS = 60_000;

type Counts = { readonly arrivals: Float64Array; frames: number; gaps: number; lost: number };
type Frame = { readonly afterSeq: number; readonly uptoSeq: number; readonly events: readonly { atMs: number }[] };

const counted = { hub: noCounts(), bare: noCounts() };
/** Held, or they would be collected. */
const sockets: Socket[] = [];

function noCounts(): Counts {
  return { arrivals: new Float64Array(LATEST_MS + 1), frames: 0, gaps: 0, lost: 0 };
}

/** Links one desktop; it is linked when its chain has reached the head it was welcomed with. */
function linkOne(port: number, isHub: boolean, index: number): Promise<void> {
  const kind = isHub ? "hub" : "bare";
  const auth = {
    contractVersion: LINK_CONTRACT_VERSION,
    login: loginOf(index),
    secret: LINK_SECRET,
    logId: null,
    lastSeq: 0,
    unpacks: true,
  };
  const socket = io(`http://127.0.0.1:${port}`, {
    path: LINK_PATH,
    transports: ["websocket"],
    reconnection: false,
    forceNew: true,
    auth,
  });
  sockets.push(socket);
  let lastSeq: number | null = isHub ? 0 : null;
  let headSeq = Number.POSITIVE_INFINITY;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`bench: desktop ${index} was not linked in time`)), LINK_WITHIN_MS);
    const linked = () => {
      clearTimeout(timer);
      resolve();
    };
    socket.on("events", (raw: Frame | PackedFrame, acknowledge: (() => void) | undefined) => {
      const nowMs = Date.now();
      const frame = "packed" in raw ? unpacked(raw) : raw;
      const counts = counted[kind];
      counts.frames += 1;
      if (lastSeq !== null && frame.afterSeq !== lastSeq) counts.gaps += 1;
      lastSeq = frame.uptoSeq;
      for (const { atMs } of frame.events) {
        const place = Math.min(LATEST_MS, Math.max(0, nowMs - atMs));
        counts.arrivals[place] = (counts.arrivals[place] ?? 0) + 1;
      }
      acknowledge?.();
      if (lastSeq >= headSeq) linked();
    });
    socket.on("welcome", (welcome: { readonly headSeq: number }) => {
      headSeq = welcome.headSeq;
      if (headSeq === 0) linked();
    });
    socket.on("connect", () => {
      if (!isHub) linked();
    });
    socket.on("connect_error", reject);
    socket.on("disconnect", () => {
      counted[kind].lost += 1;
    });
  });
}

/** What all clients of a process get is the same: it is unpacked once. */
let lastUnpacked: { readonly packed: string; readonly frame: Frame } | null = null;

function unpacked({ packed, ...chain }: PackedFrame): Frame {
  if (lastUnpacked?.packed !== packed) {
    const events = JSON.parse(inflateRawSync(Buffer.from(packed, "base64")).toString()) as Frame["events"];
    lastUnpacked = { packed, frame: { ...chain, events } };
  }
  return lastUnpacked.frame;
}

async function obey(message: ToClients): Promise<FromClients> {
  if (message.do === "look") {
    const kind = message.isHub ? "hub" : "bare";
    const { arrivals, ...rest } = counted[kind];
    counted[kind] = noCounts();
    return { done: "look", arrivals: [...arrivals], ...rest };
  }
  const { port, isHub, from, count } = message;
  for (let linked = 0; linked < count; linked += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, count - linked) }, (_none, index) =>
        linkOne(port, isHub, from + linked + index),
      ),
    );
  return { done: "link" };
}

process.on("disconnect", () => process.exit(0));
process.on("message", (raw) => {
  obey(ToClients.parse(raw)).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
