import { VisuallyHidden } from "@mantine/core";
import type { TFunction } from "i18next";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../src-shared/ipc/workplace.ts";
import { contactTitle } from "../lib/visitor-words.ts";
import { useSettledWorkplace } from "../lib/workplace-store.ts";
import { type Announcement, announcements } from "./shell-model.ts";

const KEYS = {
  ringing: "phone.announceRinging",
  talking: "phone.announceTalking",
  ended: "phone.announceEnded",
  hold: "phone.announceHold",
  resumed: "phone.announceResumed",
  muted: "phone.announceMuted",
  unmuted: "phone.announceUnmuted",
  silent: "phone.announceSilent",
  lost: "phone.announceLost",
} as const satisfies Record<Announcement["kind"], string>;

/** What a reader hears: changes of calls at once, the queue when there is a pause. */
export function LiveRegions() {
  const { t } = useTranslation();
  const calls = useSettledWorkplace((workplace) => workplace.calls);
  const waiting = useSettledWorkplace((workplace) => workplace.waiting.length);
  const before = useRef<readonly CallView[]>([]);
  const [told, setTold] = useState("");
  useEffect(() => {
    const news = announcements(before.current, calls).map((announcement) => words(t, announcement));
    before.current = calls;
    if (news.length > 0) setTold(news.join(". "));
  }, [calls, t]);
  return (
    <>
      <VisuallyHidden role="alert" data-testid="announcements">
        {told}
      </VisuallyHidden>
      <VisuallyHidden role="status">{t("home.waiting", { count: waiting })}</VisuallyHidden>
    </>
  );
}

function words(t: TFunction, announcement: Announcement): string {
  const customer = "call" in announcement ? contactTitle(t, announcement.call) : "";
  return t(KEYS[announcement.kind], { customer });
}
