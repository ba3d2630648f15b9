import { CloseButton, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import sheet from "../../../ui/form.module.css";
import { ScrollPane } from "../../../ui/scroll-pane.tsx";
import { SearchField } from "../../../ui/search-field.tsx";
import css from "../choice.module.css";

type ChoiceDialogProps = {
  readonly title: string;
  readonly searchLabel: string;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  /** What a choice does beside what one sees; null: nothing. */
  readonly note?: string | null;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A list to choose from, with a field to look for it. */
export function ChoiceDialog({ title, searchLabel, typed, onType, note, onClose, children }: ChoiceDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal.Root opened onClose={onClose} size={520}>
      <Modal.Overlay color="var(--td-scrim)" backgroundOpacity={1} />
      <Modal.Content>
        <Modal.Body className={sheet.dialog}>
          <div className={css.head}>
            <Modal.Title className={sheet.title}>{title}</Modal.Title>
            <CloseButton aria-label={t("frame.closeDialog")} onClick={onClose} />
          </div>
          <SearchField label={searchLabel} value={typed} onType={onType} data-autofocus />
          {note && <p className={sheet.note}>{note}</p>}
          <ScrollPane className={css.list} label={title}>
            {children}
          </ScrollPane>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
