import { Button, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ReplyView } from "../../../../src-shared/ipc/replies.ts";
import { useCommand } from "../../../lib/use-command.ts";
import sheet from "../../../ui/form.module.css";

type RemoveReplyDialogProps = { readonly reply: ReplyView; readonly onClose: () => void };

/** Nothing brings the text back, so it is asked first, with the focus on the safe answer. */
export function RemoveReplyDialog({ reply, onClose }: RemoveReplyDialogProps) {
  const { t } = useTranslation();
  const command = useCommand();
  const { replyId, title, scope } = reply;
  const remove = () => {
    onClose();
    void command("replies.remove", { replyId });
  };
  return (
    <Modal.Root opened onClose={onClose} size={420}>
      <Modal.Overlay color="var(--td-scrim)" backgroundOpacity={1} />
      <Modal.Content>
        <Modal.Body className={sheet.dialog}>
          <Modal.Title className={sheet.title}>{t("replies.removeTitle", { title })}</Modal.Title>
          <p className={sheet.note}>{t(scope.kind === "own" ? "replies.removeOwn" : "replies.removeShared")}</p>
          <div className={sheet.actions}>
            <Button variant="default" size="md" onClick={onClose} data-autofocus>
              {t("replies.cancel")}
            </Button>
            <Button variant="stop" size="md" onClick={remove}>
              {t("replies.takeAway")}
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
