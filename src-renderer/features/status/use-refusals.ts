import type { TFunction } from "i18next";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { BreakRefusal } from "../../../src-shared/domain/break-limits.ts";
import type { Operator } from "../../../src-shared/domain/team.ts";
import type { HubRefusal } from "../../../src-shared/ipc/wrap-up.ts";
import { useLocale } from "../../i18n/use-locale.ts";
import { bridge } from "../../lib/bridge.ts";
import { formatTime, type Locale } from "../../lib/format-date.ts";
import { showToast } from "../../lib/show-toast.ts";
import { useWorkplaceStore } from "../../lib/workplace-store.ts";

const KEYS = {
  "unknown-break-reason": "refusals.unknownBreakReason",
  "no-extensions-left": "refusals.noExtensionsLeft",
  "shift-budget-used": "refusals.shiftBudgetUsed",
  "not-in-wrap-up": "refusals.wrapUpOver",
  "unknown-interaction": "refusals.wrapUpOver",
  "outcome-missing": "refusals.outcomeMissing",
  "unknown-topic": "refusals.unknownTopic",
  "unknown-customer": "refusals.customerGone",
  "too-many-tags": "refusals.tooManyTags",
  "too-many-notes": "refusals.tooManyNotes",
  "not-own-note": "refusals.notOwnNote",
  "unknown-order": "refusals.orderClosed",
  "order-closed": "refusals.orderClosed",
  "offer-gone": "conversation.offerGone",
  "not-owner": "conversation.notOwner",
  "no-channel": "conversation.noChannel",
  "not-allowed": "refusals.notAllowed",
  "shortcut-taken": "refusals.shortcutTaken",
  "too-many-replies": "refusals.tooManyReplies",
  "unknown-reply": "refusals.replyGone",
  "unknown-queue": "refusals.unknownQueue",
  "already-taken": "refusals.takenByOther",
  "not-due": "refusals.notDue",
  "taking-not-allowed": "refusals.takingNotAllowed",
  "offered-elsewhere": "refusals.offeredElsewhere",
  "not-online": "refusals.takeNotOnline",
  "skill-missing": "refusals.skillMissing",
  "no-room": "refusals.noRoom",
} as const;

/** Says what the hub did not grant: without it a choice would only vanish from the screen. */
export function useHubRefusals(): void {
  const { t } = useTranslation();
  const locale = useLocale();
  useEffect(
    () =>
      bridge().on("hub.refused", (told) => {
        const colleagues = useWorkplaceStore.getState().workplace?.colleagues ?? [];
        showToast({
          id: `hub:${told.command}:${told.code}`,
          title: t("refusals.title"),
          message: wordsOf(told, t, colleagues, locale),
          closeLabel: t("frame.closeToast"),
        });
      }),
    [t, locale],
  );
}

function wordsOf({ code, places }: HubRefusal, t: TFunction, colleagues: readonly Operator[], locale: Locale): string {
  if (places) return t("refusals.breakLimit", { who: holdersText(places, colleagues, locale, t) });
  return t(Object.hasOwn(KEYS, code) ? KEYS[code as keyof typeof KEYS] : "refusals.hubRefused");
}

/** Who holds the places for a break, and until when: «Лев Орлов до 14:20, Ольга Ким». */
export function holdersText(
  { holders, max }: BreakRefusal,
  colleagues: readonly Operator[],
  locale: Locale,
  t: TFunction,
): string {
  if (max === 0) return t("status.noPlaces");
  const names = holders.map(({ operatorId, untilMs }) => {
    const name = colleagues.find((one) => one.operatorId === operatorId)?.name ?? operatorId;
    return untilMs === null ? name : t("status.holderUntil", { name, time: formatTime(untilMs, locale) });
  });
  return names.join(", ");
}
