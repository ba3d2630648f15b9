import { useTranslation } from "react-i18next";
import type { WaitingView } from "../../../../src-shared/ipc/waiting-view.ts";
import { customerTitle } from "../../../lib/format-phone.ts";
import { useCommand } from "../../../lib/use-command.ts";
import css from "../queue-view.module.css";

type TakeContactProps = {
  readonly contact: WaitingView;
  /** A text is to be shown when it is theirs. */
  readonly onTaken: (conversationId: string) => void;
};

/** «Взять»: the operator takes the contact by themselves, where its queue lets them. */
export function TakeContact({ contact, onTaken }: TakeContactProps) {
  const { t } = useTranslation();
  const command = useCommand();
  const { interactionId, conversationId, customer, isTaking, mayTake } = contact;
  const take = async () => {
    const kept = await command("waiting.take", { interactionId });
    if (kept.ok && conversationId) onTaken(conversationId);
  };
  if (isTaking) return <span className={css.taking}>{t("queue.taking")}</span>;
  if (!mayTake) return null;
  return (
    <button
      type="button"
      className={css.take}
      aria-label={t("queue.takeOf", { customer: customerTitle(customer) })}
      onClick={() => void take()}
    >
      {t("queue.take")}
    </button>
  );
}
