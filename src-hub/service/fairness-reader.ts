import {
  type FairnessPeriod,
  type FairnessReport,
  fairnessReport,
  ownFairness,
} from "../../src-shared/domain/fairness/fairness-report.ts";
import { hasRight, type Role } from "../../src-shared/domain/rights.ts";
import type { OperatorId } from "../../src-shared/ids.ts";
import type { ReadDb } from "../db/schema.ts";
import { readFairness } from "../log/fairness-store.ts";

/** Who asks. */
export type Asker = { readonly operatorId: OperatorId; readonly role: Role };

/** The ledger as somebody may read it: everybody's row by the right to the team's, else their own. */
export async function readFairnessReport(
  db: ReadDb,
  { operatorId, role }: Asker,
  period: FairnessPeriod,
): Promise<FairnessReport> {
  const report = fairnessReport(await readFairness(db, period), period);
  return hasRight(role, "fairness.read-team") ? report : ownFairness(report, operatorId);
}
