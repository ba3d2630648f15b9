import { Button } from "@mantine/core";
import { IconPhone, IconPhoneX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CallBack } from "../../../../src-shared/ipc/call-log.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { formatTime } from "../../../lib/format-date.ts";
import { customerTitle } from "../../../lib/format-phone.ts";
import { useCommand } from "../../../lib/use-command.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { ListHead } from "../../../ui/list-head.tsx";
import css from "../history-view.module.css";

/** Talks that broke off: whom to call back, until somebody has talked with them or the operator puts it away. */
export function CallBacks() {
  const { t } = useTranslation();
  const callBacks = useWorkplace((workplace) => workplace.callBacks);
  if (callBacks.length === 0) return null;
  return (
    <section className={css.today} aria-label={t("history.callBacks")} data-testid="call-backs">
      <ListHead title={t("history.callBacks")} />
      <ul className={css.todayRows}>
        {callBacks.map((callBack) => (
          <CallBackRow key={callBack.interactionId} callBack={callBack} />
        ))}
      </ul>
    </section>
  );
}

function CallBackRow({ callBack: { interactionId, customer, lostAtMs } }: { callBack: CallBack }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const command = useCommand();
  const title = customerTitle(customer);
  return (
    <li className={css.callBack}>
      <IconPhoneX className={css.broken} size={17} stroke={1.5} aria-hidden="true" />
      <span className={css.who}>
        <span className={css.name}>{title}</span>
        <span className={css.number}>{t("history.brokeOffAt", { time: formatTime(lostAtMs, locale) })}</span>
      </span>
      <Button
        variant="subtle"
        size="xs"
        aria-label={t("history.dismissCallBackOf", { customer: title })}
        onClick={() => void command("history.dismiss-call-back", { interactionId })}
      >
        {t("history.dismissCallBack")}
      </Button>
      <Button
        size="xs"
        leftSection={<IconPhone size={16} stroke={1.5} aria-hidden="true" />}
        aria-label={t("history.callBackTo", { customer: title })}
        onClick={() => void command("calls.dial", { target: customer.address })}
      >
        {t("history.callBack")}
      </Button>
    </li>
  );
}
