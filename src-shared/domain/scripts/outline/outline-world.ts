import { plainWords } from "../script-text.ts";
import type { OutlineProblemCode } from "./outline-problem.ts";

/** The blocks of the outline by their names, and where all that is wrong is collected. */
export type OutlineWorld = {
  /** The id of the block a way leads to; null, and a problem, where there is none. */
  readonly blockOf: (line: number, title: string) => string | null;
  readonly say: (line: number, code: OutlineProblemCode) => null;
};

/** An id that the same words always have: FNV-1a (Fowler, Noll, Vo) from two beginnings, 64 bits. */
export function madeId(mark: string, words: string): string {
  const sum = (seed: number) =>
    Array.from(plainWords(words)).reduce(
      (hash, char) => Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01_00_01_93) >>> 0,
      seed,
    );
  return `${mark}-${sum(0x81_1c_9d_c5).toString(36)}${sum(0x5b_d1_e9_95).toString(36)}`;
}
