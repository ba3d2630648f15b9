import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as playwright from "playwright-core";
import { type LaunchOptions, Tandem } from "../../e2e/tandem.ts";
import { testTeam } from "../../e2e/test-team.ts";

/** Tandem with the team of the e2e tests: `marina` (1001) sits at it, `lev` (1002) is free for another phone. */
export class BenchApp implements AsyncDisposable {
  readonly tandem: Tandem;
  readonly #logFolder: string;

  static async launch(options: LaunchOptions = {}): Promise<BenchApp> {
    const logFolder = mkdtempSync(path.join(tmpdir(), "tandem-bench-"));
    const given = { ...(options.hub ? {} : { team: testTeam() }), ...options };
    return new BenchApp(await Tandem.launch(playwright, given, path.join(logFolder, "app.log")), logFolder);
  }

  private constructor(tandem: Tandem, logFolder: string) {
    this.tandem = tandem;
    this.#logFolder = logFolder;
  }

  get port(): number {
    return Number(new URL(this.tandem.hubUrl).port);
  }

  /** Where its fake microphone's tone lies; `Tandem.launch` wrote it. */
  get toneFile(): string {
    return path.join(this.tandem.userDataDir, "fake-microphone.wav");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.tandem.close();
    rmSync(this.#logFolder, { recursive: true, force: true });
  }
}
