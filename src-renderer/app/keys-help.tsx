import { CloseButton, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { GlobalKeys } from "../features/global-keys/global-keys-view.tsx";
import { Keys } from "../ui/keys.tsx";
import css from "./keys-help.module.css";
import { setHelpOpen, useShellStore } from "./shell-store.ts";

/** All keys of the window, by `?` or from the menu. */
export function KeysHelp() {
  const { t } = useTranslation();
  const isOpen = useShellStore((shell) => shell.isHelpOpen);
  return (
    <Modal.Root opened={isOpen} onClose={() => setHelpOpen(false)} size={460}>
      <Modal.Overlay color="var(--td-scrim)" backgroundOpacity={1} />
      <Modal.Content>
        <Modal.Body>
          <div className={css.head}>
            <Modal.Title>{t("frame.keysTitle")}</Modal.Title>
            <CloseButton aria-label={t("frame.closeDialog")} onClick={() => setHelpOpen(false)} />
          </div>
          <KeyTable
            title={t("frame.keysTalk")}
            rows={[
              ["M", t("frame.keyMute")],
              ["H", t("frame.keyHold")],
              ["K", t("frame.keyKeypad")],
              ["T", t("frame.keyTransfer")],
              ["A", t("frame.keyConference")],
              ["Shift Esc", t("frame.keyHangUp")],
            ]}
          />
          <KeyTable
            title={t("frame.keysWindow")}
            rows={[
              ["Ctrl D", t("frame.keyDial")],
              ["Ctrl Shift S", t("frame.keyStatus")],
              ["Ctrl 1", t("frame.keyQueue")],
              ["Ctrl 2", t("frame.keyHistory")],
              ["?", t("frame.keyHelp")],
            ]}
          />
          {isOpen && <GlobalKeys />}
          <p className={css.note}>{t("frame.keysNote")}</p>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function KeyTable({ title, rows }: { title: string; rows: readonly (readonly [string, string])[] }) {
  return (
    <section className={css.group}>
      <h3 className={css.title}>{title}</h3>
      <dl className={css.rows}>
        {rows.map(([keys, words]) => (
          <div className={css.row} key={keys}>
            <dt>{words}</dt>
            <dd>
              <span className={css.read}>{keys}</span>
              <Keys>{keys}</Keys>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
