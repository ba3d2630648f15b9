import { useTranslation } from "react-i18next";
import { PhoneDock } from "../features/phone/dock-view.tsx";
import { MyCalls } from "../features/queue/my-calls-view.tsx";
import { WaitingList } from "../features/queue/waiting-view.tsx";
import css from "./list-pane.module.css";
import { showCall, useShellStore } from "./shell-store.ts";

/** Own calls, the queue, and the phone at the bottom, in every section. */
export function ListPane({ shownCallId }: { shownCallId: string | null }) {
  const { t } = useTranslation();
  const isCallBarAway = useShellStore((shell) => shell.section !== "queue");
  return (
    <section className={css.pane} data-walk="list" aria-label={t("frame.conversations")}>
      <MyCalls shownCallId={shownCallId} onShow={showCall} />
      <WaitingList />
      <PhoneDock isCallBarAway={isCallBarAway} onOpenCall={showCall} />
    </section>
  );
}
