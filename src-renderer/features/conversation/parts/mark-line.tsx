import { useTranslation } from "react-i18next";
import { useColleagueAt, useIsCustomerTyping } from "../../../lib/conversation-marks.ts";
import css from "../conversation-view.module.css";

type MarkLineProps = { readonly conversationId: string; readonly customer: string };

/** Who writes just now, and who looks on; it has its place also when nobody does, so that nothing moves. */
export function MarkLine({ conversationId, customer }: MarkLineProps) {
  const { t } = useTranslation();
  const isTyping = useIsCustomerTyping(conversationId);
  const writer = useColleagueAt(conversationId, true);
  const viewer = useColleagueAt(conversationId, false);
  const words = [
    isTyping && t("conversation.typing", { who: customer }),
    writer && t("conversation.colleagueTyping", { who: writer }),
    viewer && t("conversation.colleagueViewing", { who: viewer }),
  ].filter((one) => one !== false && one !== null);
  return (
    <p className={css.marks}>
      {isTyping && (
        <span className={css.dots} aria-hidden>
          <i />
          <i />
          <i />
        </span>
      )}
      {words.join(" · ")}
    </p>
  );
}
