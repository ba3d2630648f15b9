import { Button, CloseButton, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { GlobalKeysList } from "../features/global-keys/parts/global-keys-list.tsx";
import { WindowKeys } from "../features/global-keys/parts/window-keys.tsx";
import css from "./keys-help.module.css";
import { openSettings, setHelpOpen, useShellStore } from "./shell-store.ts";

/** All keys at a glance, by `?` or from the menu; they are chosen in the settings. */
export function KeysHelp() {
  const { t } = useTranslation();
  const isOpen = useShellStore((shell) => shell.isHelpOpen);
  const choose = () => {
    setHelpOpen(false);
    openSettings("keys");
  };
  return (
    <Modal.Root opened={isOpen} onClose={() => setHelpOpen(false)} size={640}>
      <Modal.Overlay color="var(--td-scrim)" backgroundOpacity={1} />
      <Modal.Content>
        <Modal.Body className={css.body}>
          <div className={css.head}>
            <Modal.Title>{t("frame.keysTitle")}</Modal.Title>
            <CloseButton aria-label={t("frame.closeDialog")} onClick={() => setHelpOpen(false)} />
          </div>
          <WindowKeys />
          {isOpen && <GlobalKeysList />}
          <div className={css.foot}>
            <p className={css.note}>{t("frame.keysNote")}</p>
            <Button variant="default" size="xs" onClick={choose}>
              {t("globalKeys.choose")}
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
