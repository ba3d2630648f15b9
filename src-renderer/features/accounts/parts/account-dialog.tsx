import { CloseButton, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { lineName } from "../../../../src-shared/domain/line-name.ts";
import type { LineView } from "../../../../src-shared/ipc/workplace.ts";
import sheet from "../../../ui/form.module.css";
import { SipForm } from "./sip-form.tsx";

/** The window of signing in, and of changing what one signed in with. */
export function AccountDialog({ line, onClose }: { readonly line: LineView | null; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal.Root opened onClose={onClose} size={480}>
      <Modal.Overlay color="var(--td-scrim)" backgroundOpacity={1} />
      <Modal.Content>
        <Modal.Body className={sheet.dialog}>
          <div className={sheet.head}>
            <div>
              <Modal.Title className={sheet.title}>
                {line ? t("accounts.editTitle", { line: lineName(line) }) : t("accounts.newTitle")}
              </Modal.Title>
              <p className={sheet.note}>{t("accounts.about")}</p>
            </div>
            <CloseButton aria-label={t("frame.closeDialog")} onClick={onClose} />
          </div>
          <SipForm line={line} onDone={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
