import { CloseButton, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import sheet from "../../../ui/form.module.css";

type SmallDialogProps = {
  readonly title: string;
  readonly about: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A dialog of one form. */
export function SmallDialog({ title, about, onClose, children }: SmallDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal.Root opened onClose={onClose} size={440}>
      <Modal.Overlay color="var(--td-scrim)" backgroundOpacity={1} />
      <Modal.Content>
        <Modal.Body className={sheet.dialog}>
          <div className={sheet.head}>
            <div>
              <Modal.Title className={sheet.title}>{title}</Modal.Title>
              <p className={sheet.note}>{about}</p>
            </div>
            <CloseButton aria-label={t("frame.closeDialog")} onClick={onClose} />
          </div>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
