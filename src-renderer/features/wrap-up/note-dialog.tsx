import { Button, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { customerTitle } from "../../lib/format-phone.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { NoteField } from "./parts/note-field.tsx";
import { OutcomeFields } from "./parts/outcome-fields.tsx";
import { useOutcome } from "./use-outcome.ts";
import { type NoteSubject, setOpenNote, useNote, useOpenNote } from "./use-wrap-up.ts";
import css from "./wrap-up-view.module.css";

/** The note of a contact that is closed: opened from the history, or left open when the time was over while it was written. */
export function NoteDialog() {
  const open = useOpenNote((state) => state.open);
  return open && <OpenNote key={open.interactionId} subject={open} />;
}

function OpenNote({ subject: { interactionId, customer, field = "note" } }: { subject: NoteSubject }) {
  const { t } = useTranslation();
  const note = useNote(interactionId);
  const said = useOutcome(interactionId);
  const settings = useWorkplace((workplace) => workplace.topics);
  const close = () => {
    note.keep();
    said.keep();
    setOpenNote(null);
  };
  return (
    <Modal.Root opened onClose={close} size={settings ? 760 : 520}>
      <Modal.Overlay color="var(--td-scrim)" backgroundOpacity={1} />
      <Modal.Content>
        <Modal.Body className={settings ? `${css.dialog} ${css.wide}` : css.dialog}>
          <Modal.Title className={css.name}>{t("wrapUp.noteOf", { customer: customerTitle(customer) })}</Modal.Title>
          <p className={css.facts}>{t("wrapUp.noteClosed")}</p>
          {settings ? (
            <OutcomeFields settings={settings} said={said} missing={[]} tries={0} autofocus={field}>
              <NoteField
                text={note.text}
                onWrite={note.write}
                onLeave={note.keep}
                isAutofocused={field === "note"}
                isBare
              />
            </OutcomeFields>
          ) : (
            <NoteField text={note.text} onWrite={note.write} onLeave={note.keep} />
          )}
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
