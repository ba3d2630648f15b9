import { parentPort } from "node:worker_threads";
import { argon2id, argon2Verify } from "hash-wasm";
import type { PasswordAnswer, PasswordTask } from "./password-task.ts";

// WebAssembly works on the thread it is called from: here, so that the hub's only thread never stands still for it.
parentPort?.on("message", (task: PasswordTask) => {
  perform(task).then(
    (value) => parentPort?.postMessage({ taskId: task.taskId, ok: true, value } satisfies PasswordAnswer),
    (error: unknown) =>
      parentPort?.postMessage({ taskId: task.taskId, ok: false, words: String(error) } satisfies PasswordAnswer),
  );
});

function perform(task: PasswordTask): Promise<string | boolean> {
  if (task.kind === "verify") return argon2Verify({ password: task.password, hash: task.hash });
  return argon2id({
    password: task.password,
    salt: task.salt,
    iterations: task.cost.passes,
    parallelism: task.cost.lanes,
    memorySize: task.cost.memoryKib,
    hashLength: 32,
    outputType: "encoded",
  });
}
