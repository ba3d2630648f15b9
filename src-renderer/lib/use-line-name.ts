import { lineName } from "../../src-shared/domain/line-name.ts";
import type { Workplace } from "../../src-shared/ipc/workplace.ts";
import { useWorkplace } from "./workplace-store.ts";

/** The name of the line a call is on; null for the hub's, whose calls have a queue. */
export function useLineName(lineId: string): string | null {
  return useWorkplace((workplace) => nameOf(workplace, lineId));
}

function nameOf({ lines }: Pick<Workplace, "lines">, lineId: string): string | null {
  const line = lines.find((one) => one.lineId === lineId);
  return line?.kind === "sip" ? lineName(line) : null;
}
