import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CallId } from "../../src-shared/ids.ts";
import css from "./card.module.css";
import { askCard } from "./card-bridge.ts";

/** Takes the card away; the call goes on ringing or talking. */
export function CloseCard({ callId }: { callId: CallId }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={css.icon}
      aria-label={t("callCard.hide")}
      title={t("callCard.hide")}
      onClick={() => askCard("card.hide", { callId })}
    >
      <IconX size={16} stroke={1.5} aria-hidden="true" />
    </button>
  );
}
