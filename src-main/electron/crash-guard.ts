/** What the guard needs of the process; a fake one drives its test. */
export type CrashingProcess = {
  on(event: "uncaughtException" | "unhandledRejection", listener: (error: unknown) => void): unknown;
};

/**
 * A fault nobody caught: the state can no longer be trusted, so the app says one clear line and ends with code 1.
 * The cache, the outbox and the hub's log are written in transactions; after a restart they are whole.
 */
export function guardAgainstCrashes(parts: {
  readonly process: CrashingProcess;
  readonly report: (error: unknown) => void;
  readonly say: (line: string) => void;
  readonly exit: (code: number) => void;
}): void {
  const { process, report, say, exit } = parts;
  let isEnding = false;
  const end = (error: unknown) => {
    if (isEnding) return;
    isEnding = true;
    try {
      report(error);
    } finally {
      say(`tandem: stopped by a fault: ${firstLine(error)}`);
      exit(1);
    }
  };
  process.on("uncaughtException", end);
  process.on("unhandledRejection", end);
}

/** Whoever read our output may be gone (EPIPE); that is no fault of ours, and must not end a talk. */
export function outliveTerminal(streams: readonly { on(event: "error", listener: () => void): unknown }[]): void {
  for (const stream of streams) stream.on("error", () => undefined);
}

function firstLine(error: unknown): string {
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return (words.split("\n")[0] ?? "").slice(0, 300);
}
