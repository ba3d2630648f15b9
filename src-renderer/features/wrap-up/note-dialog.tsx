import { Button, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { customerTitle } from "../../lib/format-phone.ts";
import { NoteField } from "./parts/note-field.tsx";
import { type NoteSubject, setOpenNote, useNote, useOpenNote } from "./use-wrap-up.ts";
import css from "./wrap-up-view.module.css";

/** The note of a contact that is closed: opened from the history, or left open when the time was over while it was written. */
export function NoteDialog() {
  const open = useOpenNote((state) => state.open);
  return open && <OpenNote key={open.interactionId} subject={open} />;
}

function OpenNote({ subject: { interactionId, customer } }: { subject: NoteSubject }) {
  const { t } = useTranslation();
  const note = useNote(interactionId);
  const close = () => {
    note.keep();
    setOpenNote(null);
  };
  return (
    <Modal.Root opened onClose={close} size={520}>
      <Modal.Overlay color="var(--td-scrim)" backgroundOpacity={1} />
      <Modal.Content>
        <Modal.Body className={css.dialog}>
          <Modal.Title className={css.name}>{t("wrapUp.noteOf", { customer: customerTitle(customer) })}</Modal.Title>
          <p className={css.facts}>{t("wrapUp.noteClosed")}</p>
          <NoteField text={note.text} onWrite={note.write} onLeave={note.keep} />
          <div className={css.actions}>
            <Button size="md" onClick={close}>
              {t("wrapUp.noteDone")}
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
