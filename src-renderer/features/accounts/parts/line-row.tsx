import { Button } from "@mantine/core";
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { hostOf, lineName } from "../../../../src-shared/domain/line-name.ts";
import type { LineView } from "../../../../src-shared/ipc/workplace.ts";
import { failureKey } from "../../../lib/failure-key.ts";
import { hasPhone } from "../../../lib/has-phone.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { lineState } from "../accounts-model.ts";
import css from "../accounts-view.module.css";

const ICONS = { live: IconCircleCheck, mid: IconAlertCircle, bad: IconAlertTriangle } as const;
const WORDS = {
  ready: "accounts.ready",
  connecting: "accounts.connecting",
  off: "accounts.off",
  "no-number": "accounts.noNumber",
} as const;
const NO_NUMBER = { tone: "live", code: "no-number", failure: null } as const;

type LineRowProps = { readonly line: LineView; readonly onEdit: () => void; readonly onSignOut: () => void };

/** A line: what it is, how it stands in words, and what can be done with it. The hub's leads to a team's hub, or back. */
export function LineRow({ line, onEdit, onSignOut }: LineRowProps) {
  const { t } = useTranslation();
  const isHub = line.kind === "hub";
  const isWithoutNumber = useWorkplace(({ operator }) => isHub && !hasPhone(operator));
  const { tone, code, failure } = isWithoutNumber ? NO_NUMBER : lineState(line);
  const Icon = ICONS[tone];
  const name = isHub ? t("accounts.hub") : lineName(line);
  const address = `${line.user}@${line.domain === "" ? hostOf(line.server) : line.domain}`;
  const extension = line.user;
  const inside = extension === "" ? t("accounts.hubNoteNew") : t("accounts.hubNote", { extension });
  const hubNote = line.server === "" ? inside : t("accounts.hubNoteElsewhere", { url: line.server, extension });
  return (
    <li className={css.line} aria-label={name}>
      <div className={css.lineWords}>
        <p className={css.lineName}>{name}</p>
        {isHub && <p className={css.lineNote}>{hubNote}</p>}
        {!isHub && line.title !== "" && <p className={css.lineNote}>{address}</p>}
        <p className={css.lineState} data-tone={tone}>
          <Icon size={16} stroke={1.5} aria-hidden="true" />
          <span>{failure === null ? t(WORDS[code]) : t(failureKey(failure))}</span>
        </p>
      </div>
      {isHub && line.server === "" && (
        <Button variant="default" size="sm" onClick={onEdit}>
          {t("accounts.hubSignIn")}
        </Button>
      )}
      {isHub && line.server !== "" && (
        <Button variant="subtle" size="sm" onClick={onSignOut}>
          {t("session.leave")}
        </Button>
      )}
      {!isHub && (
        <div className={css.lineActions}>
          <Button variant="subtle" size="sm" aria-label={t("accounts.editOf", { line: name })} onClick={onEdit}>
            {t("accounts.edit")}
          </Button>
          <Button variant="subtle" size="sm" aria-label={t("accounts.signOutOf", { line: name })} onClick={onSignOut}>
            {t("accounts.signOut")}
          </Button>
        </div>
      )}
    </li>
  );
}
