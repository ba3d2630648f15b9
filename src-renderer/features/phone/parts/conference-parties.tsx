import { IconUsers } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { customerTitle } from "../../../lib/format-phone.ts";
import css from "../call-bar-view.module.css";
import { useCallActions } from "../use-phone.ts";
import { CallTimer } from "./call-timer.tsx";

/** Everybody in the talk of three, each with a way out. */
export function ConferenceParties({ parties }: { parties: readonly CallView[] }) {
  const { t } = useTranslation();
  const actions = useCallActions();
  return (
    <ul className={css.parties} aria-label={t("transfer.conferenceNote")}>
      {parties.map((party) => {
        const customer = customerTitle(party.customer);
        return (
          <li key={party.callId} className={css.strip} data-testid="conference-party">
            <IconUsers size={16} stroke={1.5} aria-hidden="true" />
            <span className={css.secondName}>{customer}</span>
            <CallTimer call={party} className={css.secondTimer} />
            <button
              type="button"
              className={css.drop}
              aria-label={t("transfer.dropName", { customer })}
              onClick={() => actions.hangUp(party)}
            >
              {t("transfer.drop")}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
