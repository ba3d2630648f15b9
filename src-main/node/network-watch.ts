import { networkInterfaces } from "node:os";
import type { Clock } from "../core/ports/clock.ts";

const LOOK_EVERY_MS = 500;
/** A look that comes so much later than it was due: the machine slept. */
const SLEPT_MS = 5_000;

/**
 * Looks twice a second at the addresses of this machine and at the clock. `onChange`: another set of addresses (cable, Wi-Fi,
 * VPN, dock), and whether one of those before is gone. `onWake`: time has jumped ahead, as it does in sleep; also where the system does not tell of it.
 */
export function watchNetwork(parts: {
  readonly clock: Pick<Clock, "nowMs" | "after">;
  readonly onChange: (hasLostOne: boolean) => void;
  readonly onWake: () => void;
  readonly addresses?: () => readonly string[];
}): () => void {
  const { clock, onChange, onWake, addresses = ownAddresses } = parts;
  let known = addresses();
  let lookedAtMs = clock.nowMs();
  let stop = clock.after(LOOK_EVERY_MS, look);
  return () => stop();

  function look(): void {
    const nowMs = clock.nowMs();
    const found = addresses();
    const before = known;
    const hasSlept = nowMs - lookedAtMs > LOOK_EVERY_MS + SLEPT_MS;
    const hasChanged = found.join() !== before.join();
    known = found;
    lookedAtMs = nowMs;
    stop = clock.after(LOOK_EVERY_MS, look);
    if (hasSlept) onWake();
    else if (hasChanged) onChange(before.some((address) => !found.includes(address)));
  }
}

/** All addresses others may reach this machine at, with the interface, in a stable order. */
function ownAddresses(): readonly string[] {
  return Object.entries(networkInterfaces())
    .flatMap(([name, all = []]) => all.filter(({ internal }) => !internal).map(({ address }) => `${name} ${address}`))
    .sort();
}
