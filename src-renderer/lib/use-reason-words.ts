import { useTranslation } from "react-i18next";
import type { OfferReason } from "../../src-shared/events/log-event.ts";
import type { CallView } from "../../src-shared/ipc/workplace.ts";
import { useWorkplaceStore } from "./workplace-store.ts";

const KEYS = {
  "longest-idle": "phone.reasonLongestIdle",
  "next-after-no-answer": "phone.reasonNextAfterNoAnswer",
  "called-directly": "phone.reasonCalledDirectly",
  claimed: "phone.reasonClaimed",
  "fewest-handled": "phone.reasonFewestHandled",
  "least-loaded": "phone.reasonLeastLoaded",
  "round-robin": "phone.reasonRoundRobin",
  sequential: "phone.reasonSequential",
  "all-at-once": "phone.reasonAllAtOnce",
  random: "phone.reasonRandom",
  familiar: "phone.reasonFamiliar",
  "crm-responsible": "phone.reasonCrmResponsible",
  vip: "phone.reasonVip",
  overflow: "phone.reasonOverflow",
} as const satisfies Record<Exclude<OfferReason["code"], "transferred" | "skill">, string>;

/** Why this operator was chosen, in words; empty when no reason is known. What a person decided goes before any rule. */
export function useReasonWords(): (call: Pick<CallView, "reasons" | "lead">) => string {
  const { t } = useTranslation();
  // The call card over other programs has no workplace, and so no names of colleagues.
  const colleagues = useWorkplaceStore((state) => state.workplace?.colleagues);
  const words = (reason: OfferReason): string => {
    if (reason.code === "skill") return t("phone.reasonSkill", { skill: reason.skill, level: reason.level });
    if (reason.code !== "transferred") return t(KEYS[reason.code]);
    const operator = colleagues?.find(({ operatorId }) => operatorId === reason.fromOperatorId)?.name;
    return operator === undefined ? t("transfer.reasonColleague") : t("transfer.reason", { operator });
  };
  const deeds = ({ assignedBy, isRaised }: NonNullable<CallView["lead"]>): readonly string[] => {
    const assigned = assignedBy && t(assignedBy.note ? "phone.assignedNote" : "phone.assigned", { ...assignedBy });
    return [assigned, isRaised && t("phone.raised")].filter((word) => typeof word === "string");
  };
  return ({ reasons, lead }) => {
    // What was raised goes first for that: the rule would say the same again.
    const told = lead?.isRaised ? reasons.filter(({ code }) => code !== "vip") : reasons;
    return [...(lead ? deeds(lead) : []), ...told.map(words)].join(", ");
  };
}
