import { ask } from "./ask.ts";
import { bridge } from "./bridge.ts";

const LEASE_MS = 10_000;
const RENEW_MS = 5_000;

let watchers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** The level of the microphone without a call, 0…1, as long as somebody listens. A window that dies ends it by itself. */
export function watchMicrophone(listener: (level: number) => void): () => void {
  const stop = bridge().on("sound.levelled", ({ level }) => listener(level));
  watchers += 1;
  if (watchers === 1) {
    renew();
    timer = setInterval(renew, RENEW_MS);
  }
  return () => {
    stop();
    watchers -= 1;
    if (watchers > 0) return;
    clearInterval(timer);
    void ask("sound.watch-microphone", { forMs: 0 });
  };
}

function renew(): void {
  void ask("sound.watch-microphone", { forMs: LEASE_MS });
}
