import { IconArrowsExchange } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { useClock } from "../../../lib/clock.ts";
import { formatDuration } from "../../../lib/format-duration.ts";
import { customerTitle } from "../../../lib/format-phone.ts";
import css from "../call-bar-view.module.css";

/** How far a transfer has come, and what happens to the customer meanwhile. */
export function TransferStrip({ call, calls }: { call: CallView; calls: readonly CallView[] }) {
  const { t } = useTranslation();
  const transfer = call.transfer ?? calls.find(({ callId }) => callId === call.consultOf)?.transfer ?? null;
  const words = useClock((nowMs) => {
    if (!transfer) return "";
    const party = customerTitle(transfer.party);
    if (transfer.kind === "attended") return t("transfer.joining", { party });
    const step = transfer.isRinging ? t("transfer.isRinging", { party }) : t("transfer.isAsked");
    return t("transfer.passing", { party, step, duration: formatDuration(nowMs - transfer.sinceMs) });
  });
  if (!transfer) return null;
  return (
    <p className={css.strip} data-testid="transfer-strip">
      <IconArrowsExchange size={16} stroke={1.5} aria-hidden="true" />
      <span>{words}</span>
    </p>
  );
}
