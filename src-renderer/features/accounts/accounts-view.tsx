import { Button } from "@mantine/core";
import { IconLink, IconPlus } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LineView } from "../../../src-shared/ipc/workplace.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import sheet from "../../ui/form.module.css";
import { SettingsPage, SettingsPart } from "../../ui/settings-page.tsx";
import css from "./accounts-view.module.css";
import { AccountDialog } from "./parts/account-dialog.tsx";
import { HomeCountry } from "./parts/home-country.tsx";
import { LineRow } from "./parts/line-row.tsx";
import { SignOutDialog } from "./parts/sign-out-dialog.tsx";
import { askForSetup } from "./setup-store.ts";

type Open =
  | { readonly what: "form"; readonly line: LineView | null }
  | { readonly what: "sign-out"; readonly line: LineView };

type AccountsViewProps = {
  /** Opens the sign-in to a team's hub. */
  readonly onSignIn: () => void;
  /** One's own sign-in there. */
  readonly ownSignIn: ReactNode;
};

/** «Настройки → Учётные записи»: the lines of this desktop, how each stands, and the way in and out. */
export function AccountsView({ onSignIn, ownSignIn }: AccountsViewProps) {
  const { t } = useTranslation();
  const lines = useWorkplace((workplace) => workplace.lines);
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  return (
    <SettingsPage title={t("accounts.title")} caption={t("accounts.caption")}>
      <SettingsPart title={t("accounts.lines")}>
        <ul className={css.lines}>
          {lines.map((line) => (
            <LineRow
              key={line.lineId}
              line={line}
              onEdit={() => (line.kind === "hub" ? onSignIn() : setOpen({ what: "form", line }))}
              onSignOut={() => setOpen({ what: "sign-out", line })}
            />
          ))}
        </ul>
        <p className={sheet.note}>{t("accounts.limit")}</p>
        <div className={sheet.ways}>
          <Button
            leftSection={<IconPlus size={16} stroke={1.5} aria-hidden="true" />}
            onClick={() => setOpen({ what: "form", line: null })}
          >
            {t("accounts.add")}
          </Button>
          <Button
            variant="default"
            leftSection={<IconLink size={16} stroke={1.5} aria-hidden="true" />}
            onClick={() => askForSetup({ from: "person" })}
          >
            {t("setup.open")}
          </Button>
        </div>
      </SettingsPart>
      {ownSignIn}
      <SettingsPart title={t("accounts.numbers")}>
        <HomeCountry />
      </SettingsPart>
      {open?.what === "form" && <AccountDialog line={open.line} onClose={close} />}
      {open?.what === "sign-out" && <SignOutDialog line={open.line} onClose={close} />}
    </SettingsPage>
  );
}
