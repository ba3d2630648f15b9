import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { type Argon2Cost, costOf, needsRehash, OWASP_COST } from "./argon2-phc.ts";
import type { PasswordAnswer, PasswordTask } from "./password-task.ts";

/** Checks waiting for the worker at once; more are refused, so that a flood cannot make an honest person wait for minutes. */
const MOST_WAITING = 64;
const SALT_BYTES = 16;

/** Too many passwords are being checked already: the caller refuses with "later". */
export class HasherBusyError extends Error {
  override readonly name = "HasherBusyError";
}

/** What came of a check. `rehash`: the password was right, and its hash is of yesterday. */
export type PasswordVerdict = { readonly isRight: boolean; readonly rehash: boolean };

type Waiting = { readonly resolve: (value: string | boolean) => void; readonly reject: (error: Error) => void };
type TaskWithoutId = PasswordTask extends infer Task
  ? Task extends PasswordTask
    ? Omit<Task, "taskId">
    : never
  : never;

/**
 * Hashes and checks passwords with argon2id (PHC strings) in one worker thread, one after another: at most one core and
 * one hash's memory, whatever comes. The worker starts with the first password and keeps no process alive.
 */
export class PasswordHasher {
  readonly #cost: Argon2Cost;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #tasks = 0;
  #stranger: Promise<string> | null = null;

  constructor(cost: Argon2Cost = OWASP_COST) {
    this.#cost = cost;
  }

  /** The PHC string that checks a password later. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    return String(await this.#ask({ kind: "hash", password: normalise(password), salt, cost: this.#cost }));
  }

  /** Checks a password with as much work when nobody has that login (`stored` null), so that time tells nothing. */
  async verify(password: string, stored: string | null): Promise<PasswordVerdict> {
    if (password === "") return { isRight: false, rehash: false };
    if (stored !== null && costOf(stored) !== null) {
      const isRight = (await this.#ask({ kind: "verify", password: normalise(password), hash: stored })) === true;
      return { isRight, rehash: isRight && needsRehash(stored, this.#cost) };
    }
    this.#stranger ??= this.hash(randomBytes(SALT_BYTES).toString("base64url"));
    await this.#ask({ kind: "verify", password: normalise(password), hash: await this.#stranger });
    return { isRight: false, rehash: false };
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#failAll(new Error("the hub stops"));
    await worker?.terminate();
  }

  #ask(task: TaskWithoutId): Promise<string | boolean> {
    if (this.#waiting.size >= MOST_WAITING) return Promise.reject(new HasherBusyError("too many passwords at once"));
    this.#tasks += 1;
    const taskId = this.#tasks;
    this.#worker ??= this.#start();
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      this.#waiting.set(taskId, { resolve, reject });
      worker.postMessage({ ...task, taskId });
    });
  }

  #start(): Worker {
    const worker = new Worker(workerFile());
    worker.unref();
    worker.on("message", (answer: PasswordAnswer) => {
      const waiting = this.#waiting.get(answer.taskId);
      this.#waiting.delete(answer.taskId);
      if (answer.ok) waiting?.resolve(answer.value);
      else waiting?.reject(new Error(`the password could not be hashed: ${answer.words}`));
    });
    worker.on("error", (error) => this.#lose(worker, error));
    worker.on("exit", () => this.#lose(worker, new Error("the password worker ended")));
    return worker;
  }

  /** The next password starts a new worker. */
  #lose(worker: Worker, error: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.#failAll(error instanceof Error ? error : new Error(String(error)));
  }

  #failAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    this.#stranger = null;
  }
}

/** Beside this module: as a source when it runs from sources, else as a bundle of its own (`scripts/build/processes.mjs`). */
function workerFile(): string {
  const isSource = import.meta.url.endsWith(".ts");
  return fileURLToPath(new URL(isSource ? "./password-worker.ts" : "./password-worker.cjs", import.meta.url));
}

/** The same password typed on another keyboard may come as other code points (NIST SP 800-63B §3.1.1.2: NFKC or NFC). */
function normalise(password: string): string {
  return password.normalize("NFC");
}
