import fs from "node:fs";
import path from "node:path";
import { outFolder } from "./project.mjs";
import { SetUpError, say } from "./say.mjs";

const lockFile = path.join(outFolder, ".set-up.lock");
const waitLimitMs = 15 * 60_000;

/** Two commands started at once must not install or build over each other: the second waits for the first. */
export async function withSetUpLock(work) {
  await takeLock();
  try {
    return await work();
  } finally {
    fs.rmSync(lockFile, { force: true });
  }
}

async function takeLock() {
  fs.mkdirSync(outFolder, { recursive: true });
  const deadline = Date.now() + waitLimitMs;
  let told = false;
  while (!tryLock()) {
    const owner = lockOwner();
    if (owner === undefined) continue;
    if (Date.now() > deadline) throw new SetUpError(`process ${owner} still holds ${lockFile}; end it and try again.`);
    if (!told) say(`waiting for the set-up that process ${owner} is doing`);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function tryLock() {
  try {
    fs.writeFileSync(lockFile, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** The living owner of the lock; the lock of a dead one is removed. */
function lockOwner() {
  let owner;
  try {
    owner = Number(fs.readFileSync(lockFile, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
  if (owner !== process.pid && isAlive(owner)) return owner;
  // An empty file is a lock in the making: its owner is between creating and writing it.
  if (owner === 0 && Date.now() - fs.statSync(lockFile).mtimeMs < 1000) return owner;
  fs.rmSync(lockFile, { force: true });
  return undefined;
}

function isAlive(processId) {
  if (!Number.isInteger(processId) || processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
