import { Button, Modal } from "@mantine/core";
import { IconPhone } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { shownAddress } from "../../../src-shared/domain/shown-address.ts";
import { useCommand } from "../../lib/use-command.ts";
import css from "./call-request-view.module.css";
import { setCallRequest, useCallRequest } from "./use-call-request.ts";

const FROM = {
  link: "callRequest.fromLink",
  missed: "callRequest.fromMissed",
  paste: "callRequest.fromPaste",
  drop: "callRequest.fromDrop",
} as const;

/** «Позвонить +7 …?»: a number from a link, a paste or a drop is dialled only after this. */
export function CallRequestDialog() {
  const { t } = useTranslation();
  const command = useCommand();
  const request = useCallRequest((state) => state.request);
  const close = () => setCallRequest(null);
  if (request === null) return null;
  const { extension } = request;
  const number = shownAddress(request.target);
  const call = () => {
    close();
    void command("calls.dial", { target: request.target, extension: request.extension });
  };
  // A link may come from a page that wants the call; the key that is just being pressed must not say yes to it.
  const isTrusted = request.from !== "link";
  return (
    <Modal.Root opened onClose={close} size={400}>
      <Modal.Overlay color="var(--td-scrim)" backgroundOpacity={1} />
      <Modal.Content>
        <Modal.Body className={css.body}>
          <Modal.Title className={css.title}>
            {extension === null
              ? t("callRequest.title", { number })
              : t("callRequest.titleExtension", { number, extension })}
          </Modal.Title>
          <p className={css.text}>{t(FROM[request.from])}</p>
          {extension !== null && <p className={css.text}>{t("callRequest.extension")}</p>}
          <div className={css.actions}>
            <Button variant="default" size="md" onClick={close} data-autofocus={!isTrusted || undefined}>
              {t("callRequest.cancel")}
            </Button>
            <Button
              variant="go"
              size="md"
              leftSection={<IconPhone size={18} stroke={1.5} aria-hidden="true" />}
              onClick={call}
              data-autofocus={isTrusted || undefined}
            >
              {t("callRequest.call")}
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
