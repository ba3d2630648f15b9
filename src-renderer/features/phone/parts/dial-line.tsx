import { IconChevronDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { lineName } from "../../../../src-shared/domain/line-name.ts";
import type { LineView } from "../../../../src-shared/ipc/workplace.ts";
import { useCommand } from "../../../lib/use-command.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import css from "./dial-line.module.css";

/** By which line the dial field calls; there is nothing to choose while the hub's is the only one. */
export function DialLine() {
  const { t } = useTranslation();
  const command = useCommand();
  const lines = useWorkplace((workplace) => workplace.lines);
  const outgoing = useWorkplace((workplace) => workplace.outgoingLineId);
  if (lines.length < 2) return null;
  const words = (line: LineView) => {
    const name = line.kind === "hub" ? t("accounts.hub") : lineName(line);
    return line.phone.state === "ready" ? name : t("accounts.notReadyOption", { line: name });
  };
  const choose = (lineId: string) => {
    const line = lines.find((one) => one.lineId === lineId);
    if (line) void command("accounts.choose-line", { lineId: line.lineId });
  };
  return (
    <label className={css.line}>
      <span>{t("accounts.callFrom")}</span>
      <span className={css.field}>
        <select className={css.select} value={outgoing} onChange={(event) => choose(event.currentTarget.value)}>
          {lines.map((line) => (
            <option key={line.lineId} value={line.lineId}>
              {words(line)}
            </option>
          ))}
        </select>
        <IconChevronDown size={14} stroke={1.5} aria-hidden="true" />
      </span>
    </label>
  );
}
