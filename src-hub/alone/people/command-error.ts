import type { Refusal } from "../../../src-shared/api/refusal.ts";

/** How a command of people ends: `sysexits` where they say it. */
export const EXIT = { done: 0, refused: 1, usage: 2, notSignedIn: 3, unreachable: 69 } as const;

const OF_SIGN_IN = ["bad-credentials", "code-needed", "bad-code", "blocked", "too-many-tries", "not-allowed"];

/** A command that cannot be carried out: the sentence for the person, the code for scripts. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly exitCode: number;
  readonly code: string | null;

  private constructor(sentence: string, exitCode: number, code: string | null) {
    super(sentence);
    this.exitCode = exitCode;
    this.code = code;
  }

  static usage(sentence: string): CommandError {
    return new CommandError(sentence, EXIT.usage, null);
  }

  static unreachable(sentence: string): CommandError {
    return new CommandError(`${sentence}: is the hub up, and is TANDEM_HUB_URL right?`, EXIT.unreachable, null);
  }

  static failed(sentence: string): CommandError {
    return new CommandError(sentence, EXIT.refused, null);
  }

  static refused({ code, message, retryAfterMs }: Refusal): CommandError {
    const wait = retryAfterMs === undefined ? "" : ` Seconds to wait: ${Math.ceil(retryAfterMs / 1000)}.`;
    const exitCode = OF_SIGN_IN.includes(code) ? EXIT.notSignedIn : EXIT.refused;
    return new CommandError(`${message}${wait} (${code})`, exitCode, code);
  }
}
