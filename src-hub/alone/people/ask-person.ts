import { createInterface, type Interface } from "node:readline";
import { Writable } from "node:stream";
import { CommandError } from "./command-error.ts";

/** Asks on a terminal, without showing what is secret; without one, takes one line of standard input for each question. */
export class Questions {
  readonly #lines: Interface;
  readonly #answers: AsyncIterator<string>;
  readonly #isTerminal: boolean;
  #isHidden = false;

  constructor(input: NodeJS.ReadStream = process.stdin, output: NodeJS.WriteStream = process.stderr) {
    this.#isTerminal = input.isTTY === true;
    const shown = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        if (!this.#isHidden) output.write(chunk);
        done();
      },
    });
    this.#lines = createInterface({ input, output: shown, terminal: this.#isTerminal });
    this.#answers = this.#lines[Symbol.asyncIterator]();
    this.#write = (text) => output.write(text);
  }

  readonly #write: (text: string) => void;

  async ask(question: string, isSecret = false): Promise<string> {
    if (this.#isTerminal) this.#write(`${question}: `);
    this.#isHidden = isSecret;
    const answer = await this.#answers.next();
    this.#isHidden = false;
    if (this.#isTerminal && isSecret) this.#write("\n");
    if (answer.done === true || answer.value === "")
      throw CommandError.usage(`${question} is missing: see npm run hub -- people --help.`);
    return answer.value;
  }

  close(): void {
    this.#lines.close();
  }
}
