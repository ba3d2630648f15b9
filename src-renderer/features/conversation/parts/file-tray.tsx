import { IconFile, IconPhoto, IconRefresh, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { isPicture } from "../../../../src-shared/domain/pictures.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { formatSize } from "../../../lib/format-size.ts";
import { type TrayFile, whyFailed } from "../tray-model.ts";
import css from "./files.module.css";

type TrayProps = {
  readonly files: readonly TrayFile[];
  readonly mayRetry: (file: TrayFile) => boolean;
  readonly onRetry: (key: string) => void;
  readonly onRemove: (file: TrayFile) => void;
};

/** The files that go with the message that is being written. */
export function FileTray({ files, mayRetry, onRetry, onRemove }: TrayProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <ul className={css.tray} aria-label={t("conversation.attached")}>
      {files.map((file) => {
        const { key, name, type, size, state, code } = file;
        const Icon = isPicture(type) ? IconPhoto : IconFile;
        const words = {
          uploading: t("conversation.uploading"),
          ready: formatSize(size, locale),
          failed: t(whyFailed(code)),
        };
        return (
          <li key={key} className={css.chip} data-state={state}>
            <Icon size={18} stroke={1.5} aria-hidden />
            <span className={css.chipWords}>
              <bdi className={css.chipName} title={name}>
                {name}
              </bdi>
              <span className={css.chipNote} role={state === "failed" ? "alert" : undefined}>
                {words[state]}
              </span>
            </span>
            {state === "failed" && mayRetry(file) && (
              <button
                type="button"
                className={css.small}
                aria-label={t("conversation.upload", { name })}
                title={t("conversation.again")}
                onClick={() => onRetry(key)}
              >
                <IconRefresh size={16} stroke={1.5} aria-hidden />
              </button>
            )}
            <button
              type="button"
              className={css.small}
              aria-label={t("conversation.detach", { name })}
              onClick={() => onRemove(file)}
            >
              <IconX size={16} stroke={1.5} aria-hidden />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
