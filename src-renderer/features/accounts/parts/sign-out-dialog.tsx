import { Button, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { lineName } from "../../../../src-shared/domain/line-name.ts";
import type { LineView } from "../../../../src-shared/ipc/workplace.ts";
import { useCommand } from "../../../lib/use-command.ts";
import sheet from "../../../ui/form.module.css";
import css from "../accounts-view.module.css";

type SignOutDialogProps = { readonly line: LineView; readonly onClose: () => void };

/** Nothing brings the password back, so it is asked first, with the focus on the safe answer. */
export function SignOutDialog({ line, onClose }: SignOutDialogProps) {
  const { t } = useTranslation();
  const command = useCommand();
  const isHub = line.kind === "hub";
  const signOut = () => {
    onClose();
    if (isHub) void command("accounts.leave-hub", {});
    else void command("accounts.sign-out", { lineId: line.lineId });
  };
  return (
    <Modal.Root opened onClose={onClose} size={420}>
      <Modal.Overlay color="var(--td-scrim)" backgroundOpacity={1} />
      <Modal.Content>
        <Modal.Body className={sheet.dialog}>
          <Modal.Title className={sheet.title}>
            {isHub ? t("accounts.hubLeaveTitle") : t("accounts.signOutTitle", { line: lineName(line) })}
          </Modal.Title>
          <p className={sheet.note}>{isHub ? t("accounts.hubLeaveText") : t("accounts.signOutText")}</p>
          <div className={css.dialogActions}>
            <Button variant="default" size="md" onClick={onClose} data-autofocus>
              {t("accounts.cancel")}
            </Button>
            <Button variant="stop" size="md" onClick={signOut}>
              {t("accounts.signOut")}
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
