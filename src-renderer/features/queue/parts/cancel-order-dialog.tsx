import { Button, Modal } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { shownAddress } from "../../../../src-shared/domain/shown-address.ts";
import type { WaitingView } from "../../../../src-shared/ipc/waiting-view.ts";
import { customerTitle } from "../../../lib/format-phone.ts";
import { useCallBackWords } from "../../../lib/use-call-back-words.ts";
import { useCommand } from "../../../lib/use-command.ts";
import sheet from "../../../ui/form.module.css";
import { TextField } from "../../../ui/text-field.tsx";

/** Longer reasons are cut: the log keeps so much. */
const REASON_LIMIT = 200;

type CancelOrderDialogProps = { readonly order: WaitingView; readonly onClose: () => void };

/** Nothing brings the order back, so it is named, and asked why. */
export function CancelOrderDialog({ order, onClose }: CancelOrderDialogProps) {
  const { t } = useTranslation();
  const command = useCommand();
  const callBackWords = useCallBackWords();
  const [reason, setReason] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const { customer, interactionId, callBack, queueName } = order;
  const cancel = (event: FormEvent) => {
    event.preventDefault();
    const told = reason.trim().slice(0, REASON_LIMIT);
    if (told === "") return setIsMissing(true);
    onClose();
    void command("call-backs.cancel", { interactionId, reason: told });
  };
  const number = customer.name ? shownAddress(customer.address) : null;
  const facts = [callBack && callBackWords(callBack), number, queueName, callBack?.topic].filter(Boolean);
  return (
    <Modal.Root opened onClose={onClose} size={420}>
      <Modal.Overlay color="var(--td-scrim)" backgroundOpacity={1} />
      <Modal.Content>
        <Modal.Body className={sheet.dialog}>
          <form className={sheet.form} onSubmit={cancel}>
            <Modal.Title className={sheet.title}>
              {t("queue.cancelTitle", { customer: customerTitle(customer) })}
            </Modal.Title>
            <p className={sheet.note}>{facts.join(" · ")}</p>
            <TextField
              label={t("queue.cancelReason")}
              value={reason}
              onChange={(typed) => {
                setReason(typed);
                setIsMissing(false);
              }}
              hint={t("queue.cancelHint")}
              problem={isMissing ? t("queue.cancelMissing") : undefined}
              isAutofocused
            />
            <div className={sheet.actions}>
              <Button variant="default" size="md" onClick={onClose}>
                {t("queue.keepOrder")}
              </Button>
              <Button variant="stop" size="md" type="submit">
                {t("queue.cancelOrder")}
              </Button>
            </div>
          </form>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
