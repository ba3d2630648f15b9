let stream = process.stdout;

/** Sends all notices to stderr, for commands whose stdout is data. */
export function sayOnStderr() {
  stream = process.stderr;
}

export function say(sentence) {
  stream.write(`set-up: ${sentence}\n`);
}

export class SetUpError extends Error {
  name = "SetUpError";
}

/** Runs a command's main function: a set-up failure is one clear sentence, anything else keeps its stack. */
export async function runCommand(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.stderr.write(error instanceof SetUpError ? `set-up: ${error.message}\n` : `${error?.stack ?? error}\n`);
    process.exitCode = 1;
  }
}
