import { useTranslation } from "react-i18next";
import { PhoneDock } from "../features/phone/dock-view.tsx";
import { MyCalls } from "../features/queue/my-calls-view.tsx";
import { WaitingList } from "../features/queue/waiting-view.tsx";
import css from "./list-pane.module.css";
import { showCall, showConversation, useShellStore } from "./shell-store.ts";

type ListPaneProps = { readonly shownCallId: string | null; readonly shownConversationId: string | null };

/** Own calls, the queue, and the phone at the bottom, in every section. */
export function ListPane({ shownCallId, shownConversationId }: ListPaneProps) {
  const { t } = useTranslation();
  const isCallBarAway = useShellStore((shell) => shell.section !== "queue") || shownConversationId !== null;
  return (
    <section className={css.pane} data-walk="list" aria-label={t("frame.conversations")}>
      <MyCalls
        shownCallId={shownCallId}
        onShow={showCall}
        shownConversationId={shownConversationId}
        onShowConversation={showConversation}
      />
      <WaitingList onTaken={showConversation} />
      <PhoneDock isCallBarAway={isCallBarAway} onOpenCall={showCall} />
    </section>
  );
}
