import { useTranslation } from "react-i18next";
import { isForLater } from "../../../src-shared/domain/for-later.ts";
import type { ChosenStatus } from "../../../src-shared/domain/operator-status.ts";
import type { Command } from "../../features/palette/palette-model.ts";
import { DO_NOT_DISTURB_CHOICES, isChosen, limitMinutes, statusMark } from "../../features/status/status-model.ts";
import { usePlacesTaken } from "../../features/status/use-places-taken.ts";
import { useChooseStatus } from "../../features/status/use-status.ts";
import type { Locale } from "../../lib/format-date.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { StatusMark } from "../../ui/status-mark.tsx";
import type { BothLanguages } from "./command-words.ts";

/** The statuses with their reasons, as the menu of the status has them. */
export function useStatusCommands(inBoth: BothLanguages): readonly Command[] {
  const { t } = useTranslation();
  const choose = useChooseStatus();
  const taken = usePlacesTaken();
  const status = useWorkplace((workplace) => workplace.status);
  const reasons = useWorkplace((workplace) => workplace.breakReasons);
  const isLater = useWorkplace((workplace) => isForLater({ status: "offline" }, workplace));
  const minutes = (ms: number) => t("status.minutes", { count: limitMinutes(ms) });
  const later = (hint: string) => (isLater ? `${t("status.afterContact")} · ${hint}` : hint);
  const command = (
    choice: ChosenStatus,
    hint: string,
    name: Record<Locale, string> | null,
    block: string | null = null,
  ): Command => ({
    ...inBoth((words, locale) =>
      words("palette.statusTo", { status: name?.[locale] ?? words(`status.${choice.status}`) }),
    ),
    id: `status:${JSON.stringify(choice)}`,
    group: "status",
    icon: <StatusMark kind={statusMark(choice.status, null)} />,
    hint,
    isChosen: isChosen(status, choice),
    block,
    run: () => choose(choice),
  });
  return [
    command({ status: "online" }, t("status.onlineHint"), null),
    ...reasons.map(({ code, name, limitMs }) => {
      const limit = limitMs === null ? t("status.noLimit") : t("status.limit", { limit: minutes(limitMs) });
      return command({ status: "break", reason: code }, later(limit), name, taken);
    }),
    ...DO_NOT_DISTURB_CHOICES.map((forMs) => {
      const hint = forMs === null ? t("status.untilTurnedOff") : t("status.forMinutes", { count: limitMinutes(forMs) });
      return command({ status: "do-not-disturb", forMs }, hint, null);
    }),
    command({ status: "offline" }, later(t("status.offlineHint")), null),
  ];
}
