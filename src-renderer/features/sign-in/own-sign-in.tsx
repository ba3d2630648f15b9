import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkplace } from "../../lib/workplace-store.ts";
import sheet from "../../ui/form.module.css";
import { SettingsPart } from "../../ui/settings-page.tsx";
import { CodesDialog } from "./parts/codes-dialog.tsx";
import { EndDialog } from "./parts/end-dialog.tsx";
import { PasswordDialog } from "./parts/password-dialog.tsx";

type Open = "password" | "codes" | "here" | "everywhere";

/** One's own sign-in to the team's hub: the password, the codes, the way out. Nothing where a secret lets in. */
export function OwnSignIn() {
  const { t } = useTranslation();
  const session = useWorkplace((workplace) => workplace.session);
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  if (session === null) return null;
  const { url, login, state } = session;
  const isIn = state === "in";
  return (
    <SettingsPart title={t("session.own")}>
      <p className={sheet.note}>{t("session.ownNote", { login, url })}</p>
      {!isIn && <p className={sheet.note}>{t("session.ownOver")}</p>}
      {isIn && (
        <div className={sheet.ways}>
          <Button variant="default" onClick={() => setOpen("password")}>
            {t("session.changePassword")}
          </Button>
          <Button variant="default" onClick={() => setOpen("codes")}>
            {t("session.codes")}
          </Button>
          <Button variant="default" onClick={() => setOpen("here")}>
            {t("session.signOut")}
          </Button>
          <Button variant="default" onClick={() => setOpen("everywhere")}>
            {t("session.signOutEverywhere")}
          </Button>
        </div>
      )}
      {open === "password" && <PasswordDialog onClose={close} />}
      {open === "codes" && <CodesDialog onClose={close} />}
      {(open === "here" || open === "everywhere") && <EndDialog isEverywhere={open === "everywhere"} onClose={close} />}
    </SettingsPart>
  );
}
