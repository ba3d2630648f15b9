import { KIND_WORDS, meaningOf } from "./outline-words.ts";

export type OutlineLine = { readonly line: number; readonly text: string };

/** A block as it is written: its heading taken apart, and the lines below it without empty ones at either end. */
export type OutlineSection = {
  readonly line: number;
  readonly kind: keyof typeof KIND_WORDS | null;
  readonly title: string;
  readonly isObligatory: boolean;
  readonly lines: readonly OutlineLine[];
};

/** The title (null: the outline does not begin with one), what stands between it and the first block, and the blocks. */
export type OutlineParts = {
  readonly title: OutlineLine | null;
  readonly settings: readonly OutlineLine[];
  readonly sections: readonly OutlineSection[];
};

/** An outline in its parts: `# ` begins it, each `## ` begins a block. */
export function outlineParts(outline: string): OutlineParts {
  const lines = outline.split(/\r?\n/).map((text, index) => ({ line: index + 1, text: text.trimEnd() }));
  const first = lines.find(({ text }) => text.trim() !== "");
  const headings = lines.filter(({ text }) => text.startsWith("## "));
  const between = (from: number, to: number) => lines.filter(({ line }) => line > from && line < to);
  return {
    title: first?.text.startsWith("# ") ? { line: first.line, text: first.text.slice(2).trim() } : null,
    settings: between(first?.line ?? 0, headings[0]?.line ?? lines.length + 1).filter(({ text }) => text.trim() !== ""),
    sections: headings.map((heading, index) => {
      return {
        ...headingOf(heading),
        lines: trimmed(between(heading.line, headings[index + 1]?.line ?? lines.length + 1)),
      };
    }),
  };
}

/** `## Вид: Название *`; the star says that whoever leads the conversation must have been here. */
function headingOf({ line, text }: OutlineLine): Omit<OutlineSection, "lines"> {
  const words = text.slice(3).trim();
  const isObligatory = words.endsWith("*");
  const name = isObligatory ? words.slice(0, -1).trim() : words;
  const [word = "", ...rest] = name.split(":");
  const kind = meaningOf(KIND_WORDS, word);
  return { line, isObligatory, kind, title: kind === null || rest.length === 0 ? name : rest.join(":").trim() };
}

/** Without the empty lines at either end. */
export function trimmed(lines: readonly OutlineLine[]): readonly OutlineLine[] {
  const isWritten = ({ text }: OutlineLine) => text.trim() !== "";
  return lines.slice(Math.max(0, lines.findIndex(isWritten)), lines.findLastIndex(isWritten) + 1);
}
