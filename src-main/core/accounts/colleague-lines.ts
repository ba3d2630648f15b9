import type { SipLine } from "../../../src-shared/domain/sip-line.ts";
import type { LineId } from "../../../src-shared/ids.ts";
import type { ColleagueLineView, LineStanding } from "../../../src-shared/ipc/colleague-lines.ts";
import type { PhoneLines } from "../lines/phone-lines.ts";

const NOT_ASKED: LineStanding = { state: "unknown", reason: "own-line-lost" };

/** How the lines of the colleagues at other PBXs stand, as their PBX tells. */
export class ColleagueLines {
  readonly #lines: Pick<PhoneLines, "watch" | "onWatched">;
  readonly #standings = new Map<string, LineStanding>();

  constructor(lines: Pick<PhoneLines, "watch" | "onWatched">, onChange: () => void) {
    this.#lines = lines;
    lines.onWatched(({ lineId, extension, state, reason }) => {
      this.#standings.set(keyOf(lineId, extension), { state, reason });
      onChange();
    });
  }

  /** Follows those of an open line, and nobody else there. */
  follow({ lineId, colleagues }: Pick<SipLine, "lineId" | "colleagues">): void {
    this.#lines.watch(
      lineId,
      colleagues.map(({ extension }) => extension),
    );
  }

  view(lines: readonly Pick<SipLine, "lineId" | "colleagues">[]): ColleagueLineView[] {
    return lines.flatMap(({ lineId, colleagues }) =>
      colleagues.map(({ extension, name }) => {
        const standing = this.#standings.get(keyOf(lineId, extension)) ?? NOT_ASKED;
        return { lineId, extension, name, ...standing };
      }),
    );
  }
}

function keyOf(lineId: LineId, extension: string): string {
  return `${lineId} ${extension}`;
}
