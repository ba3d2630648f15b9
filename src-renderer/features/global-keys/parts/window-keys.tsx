import { useTranslation } from "react-i18next";
import { Keys } from "../../../ui/keys.tsx";
import css from "../global-keys-view.module.css";

/** The keys of the window itself, which are the same for everybody: in a talk, and anywhere in the window. */
export function WindowKeys() {
  const { t } = useTranslation();
  return (
    <div className={css.tables}>
      <KeyTable
        title={t("frame.keysTalk")}
        rows={[
          ["M", t("frame.keyMute")],
          ["H", t("frame.keyHold")],
          ["K", t("frame.keyKeypad")],
          ["T", t("frame.keyTransfer")],
          ["A", t("frame.keyConference")],
          ["Shift Esc", t("frame.keyHangUp")],
          ["1…9", t("script.keyAnswer")],
          ["⌫", t("script.keyBack")],
          ["O", t("script.keyObjections")],
          ["E", t("wrapUp.keyMore")],
          ["/", t("wrapUp.keyTopics")],
          ["Alt 1…4", t("wrapUp.keyResult")],
          ["Ctrl Enter", t("wrapUp.keyFinish")],
        ]}
      />
      <KeyTable
        title={t("frame.keysWindow")}
        rows={[
          ["Ctrl K", t("palette.keyOpen")],
          ["Ctrl D", t("frame.keyDial")],
          ["Ctrl Shift S", t("frame.keyStatus")],
          ["Ctrl 1", t("frame.keyQueue")],
          ["Ctrl 2", t("frame.keyHistory")],
          ["Alt ↑ ↓", t("frame.keyConversation")],
          ["Ctrl F", t("conversation.search")],
          ["F6", t("frame.keyPane")],
          ["F1", t("frame.keyGuide")],
          ["?", t("frame.keyHelp")],
        ]}
      />
    </div>
  );
}

type KeyTableProps = { readonly title: string; readonly rows: readonly (readonly [keys: string, words: string])[] };

export function KeyTable({ title, rows }: KeyTableProps) {
  return (
    <section className={css.table}>
      <h3 className={css.title}>{title}</h3>
      <dl className={css.pairs}>
        {rows.map(([keys, words]) => (
          <div className={css.pair} key={words}>
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
