import type { HistoryRow, Workplace } from "../../../src-shared/ipc/workplace.ts";
import { accepted, type Result, refused } from "../../../src-shared/result.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { ReportFiles } from "../ports/report-files.ts";
import type { PastTalkQuality } from "../quality/call-quality-desk.ts";
import { problemReport, reportName } from "./problem-report.ts";

export type ReportParts = {
  readonly files: ReportFiles;
  readonly clock: Clock;
  readonly log: Log;
  readonly workplace: Workplace;
  readonly talks: readonly PastTalkQuality[];
  readonly history: readonly HistoryRow[];
};

/** Makes the report and saves it; the answer names the file. */
export async function saveReport(parts: ReportParts): Promise<Result<{ file: string }, "report-failed">> {
  const { files, clock, log, ...facts } = parts;
  const nowMs = clock.nowMs();
  try {
    const text = problemReport({ ...facts, nowMs, versions: files.versions(), log: await files.readLog() });
    return accepted({ file: await files.save(reportName(nowMs), text) });
  } catch (error) {
    log.error({ error }, "problem report not saved");
    return refused("report-failed", "later");
  }
}
