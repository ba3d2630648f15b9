import { closeSync, existsSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

export type RotatingFileOptions = {
  readonly directory: string;
  /** `desktop` makes desktop.log, desktop.1.log, … */
  readonly name: string;
  readonly maxBytes?: number;
  readonly keep?: number;
};

/** Where finished log lines go. A line that cannot be written is counted, never thrown at whoever logged it. */
export class RotatingFile {
  readonly #options: Required<RotatingFileOptions>;
  #descriptor: number | null = null;
  #bytes = 0;
  #lost = 0;

  constructor(options: RotatingFileOptions) {
    this.#options = { maxBytes: 5_000_000, keep: 5, ...options };
    mkdirSync(options.directory, { recursive: true, mode: 0o700 });
  }

  /** Written at once: the last lines before a crash are the ones that matter. */
  write(line: string): void {
    try {
      const bytes = Buffer.byteLength(line);
      if (this.#descriptor === null) this.#open();
      if (this.#bytes > 0 && this.#bytes + bytes > this.#options.maxBytes) this.#rotate();
      this.#tellLost();
      this.#append(line);
    } catch {
      // A full or vanished disk must not end a call; the next line that gets through says how many did not.
      this.#lost += 1;
      this.close();
    }
  }

  close(): void {
    if (this.#descriptor === null) return;
    closeSync(this.#descriptor);
    this.#descriptor = null;
  }

  #append(line: string): void {
    if (this.#descriptor === null) this.#open();
    this.#bytes += writeSync(this.#descriptor ?? -1, line);
  }

  #open(): void {
    this.#descriptor = openSync(this.#path(0), "a", 0o600);
    this.#bytes = fstatSync(this.#descriptor).size;
  }

  #rotate(): void {
    this.close();
    rmSync(this.#path(this.#options.keep - 1), { force: true });
    for (let number = this.#options.keep - 2; number >= 0; number -= 1)
      if (existsSync(this.#path(number))) renameSync(this.#path(number), this.#path(number + 1));
    this.#open();
  }

  #tellLost(): void {
    if (this.#lost === 0) return;
    this.#append(`${JSON.stringify({ level: "warn", lost: this.#lost, msg: "log lines were lost" })}\n`);
    this.#lost = 0;
  }

  #path(number: number): string {
    const { directory, name } = this.#options;
    return join(directory, number === 0 ? `${name}.log` : `${name}.${number}.log`);
  }
}
