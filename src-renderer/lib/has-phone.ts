import type { Workplace } from "../../src-shared/ipc/workplace.ts";

/** Whether the operator has a number in the centre at all; somebody who answers messages alone has none. */
export function hasPhone(operator: Workplace["operator"]): boolean {
  return operator?.extension !== "";
}
