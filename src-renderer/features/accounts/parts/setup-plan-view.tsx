import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { HubFailure } from "../../../../src-shared/domain/hub-account.ts";
import { hostOf, lineName } from "../../../../src-shared/domain/line-name.ts";
import type { SetupPlan } from "../../../../src-shared/ipc/setup.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { formatDate } from "../../../lib/format-date.ts";
import { hubFailureKey } from "../../../lib/hub-failure-key.ts";
import sheet from "../../../ui/form.module.css";
import { isPlain } from "../accounts-model.ts";
import css from "../accounts-view.module.css";
import type { useSetupSteps } from "../use-setup-steps.ts";

type SetupPlanViewProps = { readonly plan: SetupPlan; readonly steps: ReturnType<typeof useSetupSteps> };

/** What the link would set up, and what came of the trial; nothing is kept before the yes. */
export function SetupPlanView({ plan, steps }: SetupPlanViewProps) {
  const { t } = useTranslation();
  const { failures, words, doing, close, apply } = steps;
  const cancel = useRef<HTMLButtonElement>(null);
  // The button that brought the plan is gone; the safe answer takes its place.
  useEffect(() => cancel.current?.focus(), []);
  const hasFailed = failures.some((failure) => failure !== null);
  const yes = hasFailed ? t("setup.tryAgain") : t("setup.connect");
  return (
    <div className={sheet.form}>
      <ul className={css.lines} aria-label={t("setup.plan")}>
        {plan.hub !== null && (
          <Planned name={t("setup.hub")} failure={failures[0]}>
            <p className={css.lineNote}>{t("setup.account", { server: plan.hub.url, login: plan.hub.login })}</p>
            <p className={css.lineNote}>{t("setup.hubNote")}</p>
          </Planned>
        )}
        {plan.lines.map((line, index) => (
          <Planned key={`${line.server} ${line.user}`} name={lineName(line)} failure={failures[index]}>
            <p className={css.lineNote}>
              {t("setup.account", { server: line.domain === "" ? hostOf(line.server) : line.domain, login: line.user })}
            </p>
            {line.isKnown && <p className={css.lineNote}>{t("setup.known")}</p>}
            {isPlain(line.server) && <p className={css.lineNote}>{t("accounts.serverPlain")}</p>}
          </Planned>
        ))}
        <MorePlanned plan={plan} />
      </ul>
      <p className={sheet.said} role="status" data-tone={doing === "restarting" ? "live" : "bad"}>
        {doing === "restarting" ? t("setup.restarting") : hasFailed && words === "" ? t("setup.nothingKept") : words}
      </p>
      <div className={css.dialogActions}>
        <Button ref={cancel} variant="default" size="md" onClick={close}>
          {t("setup.cancel")}
        </Button>
        {hasFailed && plan.hub === null && (
          <Button variant="default" size="md" aria-disabled={doing !== "nothing"} onClick={() => void apply(false)}>
            {t("setup.keepUntried")}
          </Button>
        )}
        <Button size="md" aria-disabled={doing !== "nothing"} onClick={() => void apply(true)}>
          {doing === "trying" ? t("accounts.trying") : yes}
        </Button>
      </div>
    </div>
  );
}

/** What comes beside the accounts: certificates, and the country of numbers. */
function MorePlanned({ plan }: { readonly plan: SetupPlan }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const country = plan.country === null ? null : new Intl.DisplayNames(locale, { type: "region" }).of(plan.country);
  return (
    <>
      {plan.authorities.map(({ fingerprint, subject, expiresAtMs }) => (
        <Planned key={fingerprint} name={t("setup.authority", { subject })}>
          <p className={css.lineNote}>{t("setup.authorityNote", { day: formatDate(expiresAtMs, 0, locale) })}</p>
        </Planned>
      ))}
      {country && <Planned name={t("setup.country", { country })} />}
    </>
  );
}

type PlannedProps = {
  readonly name: string;
  readonly failure?: HubFailure | null | undefined;
  readonly children?: ReactNode;
};

function Planned({ name, failure = null, children }: PlannedProps) {
  const { t } = useTranslation();
  return (
    <li className={css.line} aria-label={name}>
      <div className={css.lineWords}>
        <p className={css.lineName}>{name}</p>
        {children}
        {failure !== null && (
          <p className={css.lineState} data-tone="bad">
            {t(hubFailureKey(failure))}
          </p>
        )}
      </div>
    </li>
  );
}
