import { spawn } from "node:child_process";
import os from "node:os";

const passedOn = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a child to its end and passes signals on. In a terminal Ctrl-C already reaches the whole process group, and a
 * second SIGINT would make Electron drop its graceful quit, so there it is not sent again.
 */
export function runChild(command, args, options = {}) {
  const { onSpawn, ...spawnOptions } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "inherit", ...spawnOptions });
    const forward = (signal) => {
      if (signal === "SIGINT" && process.stdin.isTTY) return;
      child.kill(signal);
    };
    for (const signal of passedOn) process.on(signal, forward);
    const stopForwarding = () => {
      for (const signal of passedOn) process.off(signal, forward);
    };
    child.once("error", (error) => {
      stopForwarding();
      reject(error);
    });
    child.once("close", (code, signal) => {
      stopForwarding();
      resolve({ code: exitCode(code, signal), signal });
    });
    onSpawn?.(child);
  });
}

/** Runs a child whose words matter only when it fails; gives back what it said. */
export async function runQuietly(command, args, { timeoutMs, ...options } = {}) {
  let output = "";
  let timer;
  let timedOut = false;
  try {
    const { code } = await runChild(command, args, {
      ...options,
      stdio: ["ignore", "pipe", "pipe"],
      onSpawn: (child) => {
        child.stdout.on("data", (chunk) => (output += chunk));
        child.stderr.on("data", (chunk) => (output += chunk));
        if (!timeoutMs) return;
        timer = setTimeout(() => {
          timedOut = true;
          child.kill("SIGKILL");
          // A grandchild may still hold the pipes open: without this the end would never be seen.
          child.stdout.destroy();
          child.stderr.destroy();
        }, timeoutMs);
      },
    });
    return { code: timedOut ? 124 : code, output, timedOut };
  } catch (error) {
    return { code: 127, output: `${output}${error.message}\n`, timedOut };
  } finally {
    clearTimeout(timer);
  }
}

/** The beginning and the end of what a tool said: the reason stands in one of them. */
export function shorten(text, count = 12) {
  const lines = text.trimEnd().split("\n");
  if (lines.length <= 2 * count) return lines.join("\n");
  return [...lines.slice(0, count), "…", ...lines.slice(-count)].join("\n");
}

function exitCode(code, signal) {
  return signal ? 128 + (os.constants.signals[signal] ?? 0) : (code ?? 1);
}
