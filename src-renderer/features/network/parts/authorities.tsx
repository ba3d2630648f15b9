import { Button } from "@mantine/core";
import { IconCertificate } from "@tabler/icons-react";
import { type ChangeEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n/use-locale.ts";
import { ask } from "../../../lib/ask.ts";
import { refusalKey } from "../../../lib/refusal-key.ts";
import { useCommand } from "../../../lib/use-command.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { base64Of, expiryOf, MOST_FILE_BYTES } from "../network-model.ts";
import css from "../network-view.module.css";

/** Companies whose certificates are believed beside those the system trusts. */
export function Authorities() {
  const { t } = useTranslation();
  const command = useCommand();
  const locale = useLocale();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const authorities = useWorkplace((workplace) => workplace.network.authorities);
  const add = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = event.currentTarget.files ?? [];
    event.currentTarget.value = "";
    if (!file) return;
    if (file.size > MOST_FILE_BYTES) return setProblem(t("refusals.noCertificate"));
    const answer = await ask("network.add-authorities", { file: base64Of(await file.arrayBuffer()) });
    setProblem(answer.ok ? null : t(refusalKey(answer.code)));
  };
  return (
    <>
      {authorities.length > 0 && (
        <ul className={css.list}>
          {authorities.map(({ fingerprint, subject, issuer, expiresAtMs }) => (
            <li className={css.authority} key={fingerprint} aria-label={subject}>
              <IconCertificate size={20} stroke={1.5} aria-hidden="true" />
              <div className={css.words}>
                <p className={css.name}>{subject}</p>
                {issuer !== subject && <p className={css.meta}>{t("network.issuedBy", { issuer })}</p>}
                <p className={css.meta}>{t("network.expires", { date: expiryOf(expiresAtMs, locale) })}</p>
              </div>
              <Button
                variant="subtle"
                aria-label={t("network.removeOf", { subject })}
                onClick={() => void command("network.remove-authority", { fingerprint })}
              >
                {t("network.remove")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <input
        ref={input}
        hidden
        type="file"
        accept=".pem,.crt,.cer,.der"
        aria-label={t("network.file")}
        onChange={(event) => void add(event)}
      />
      <div className={css.actions}>
        <Button variant="default" onClick={() => input.current?.click()}>
          {t("network.add")}
        </Button>
        <p className={css.said} role="alert" data-tone="bad">
          {problem}
        </p>
      </div>
    </>
  );
}
