import { Button, CloseButton, Modal } from "@mantine/core";
import { IconDownload, IconFile, IconFolderOpen, IconPhotoOff, IconRefresh } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Attachment } from "../../../../src-shared/domain/message.ts";
import { isPicture, PICTURES_PATH } from "../../../../src-shared/domain/pictures.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { formatSize } from "../../../lib/format-size.ts";
import { useCommand } from "../../../lib/use-command.ts";
import css from "./files.module.css";

type FileProps = {
  readonly file: Attachment;
  /** Its name, with what is looked for marked in it. */
  readonly name: ReactNode;
};

/** A file of a message: a picture is seen in place, anything else by its name. */
export function MessageFile({ file, name }: FileProps) {
  const [isBroken, setIsBroken] = useState(false);
  if (!isPicture(file.type)) return <FileLine file={file} name={name} />;
  if (isBroken) return <FileLine file={file} name={name} onAgain={() => setIsBroken(false)} />;
  return <Picture file={file} onBroken={() => setIsBroken(true)} />;
}

/** `onAgain`: it is a picture that did not come, and may be asked for once more. */
function FileLine({ file, name, onAgain }: FileProps & { readonly onAgain?: () => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const Icon = onAgain ? IconPhotoOff : IconFile;
  const note = [onAgain && t("conversation.pictureBroken"), file.size !== null && formatSize(file.size, locale)];
  return (
    <span className={css.line}>
      <Icon size={18} stroke={1.5} aria-hidden />
      <span className={css.lineWords}>
        <bdi>{name}</bdi>
        <span className={css.lineNote}>{note.filter(Boolean).join(" · ")}</span>
      </span>
      {onAgain && (
        <button
          type="button"
          className={css.small}
          aria-label={t("conversation.showPictureAgain", { name: file.name })}
          title={t("conversation.showAgain")}
          onClick={onAgain}
        >
          <IconRefresh size={18} stroke={1.5} aria-hidden />
        </button>
      )}
      <SaveTool file={file} />
    </span>
  );
}

/** Saves a file, and then shows where it lies. */
function SaveTool({ file }: Pick<FileProps, "file">) {
  const { t } = useTranslation();
  const { name } = file;
  const { saved, save, show, isSaving } = useSave(file);
  const [label, words] = saved
    ? [t("conversation.showFile", { name }), t("conversation.showInFolder")]
    : [t("conversation.saveFile", { name }), t("conversation.save")];
  const Icon = saved ? IconFolderOpen : IconDownload;
  return (
    <button
      type="button"
      className={css.small}
      aria-label={label}
      title={words}
      disabled={isSaving}
      onClick={() => void (saved ? show() : save())}
    >
      <Icon size={18} stroke={1.5} aria-hidden />
    </button>
  );
}

function Picture({ file, onBroken }: Pick<FileProps, "file"> & { readonly onBroken: () => void }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const { attachmentId, name } = file;
  const source = `${PICTURES_PATH}${attachmentId}`;
  return (
    <>
      <button
        type="button"
        className={css.picture}
        aria-label={t("conversation.openPicture", { name })}
        title={name}
        onClick={() => setIsOpen(true)}
      >
        <img src={source} alt="" loading="lazy" decoding="async" draggable={false} onError={onBroken} />
      </button>
      <Modal.Root opened={isOpen} onClose={() => setIsOpen(false)} size="auto" centered>
        <Modal.Overlay color="var(--td-scrim)" backgroundOpacity={1} />
        <Modal.Content>
          <Modal.Body className={css.viewer}>
            <div className={css.viewerHead}>
              <Modal.Title className={css.viewerName}>
                <bdi>{name}</bdi>
              </Modal.Title>
              <SaveButton file={file} />
              <CloseButton aria-label={t("conversation.closePicture")} onClick={() => setIsOpen(false)} />
            </div>
            <img className={css.viewed} src={source} alt={name} />
          </Modal.Body>
        </Modal.Content>
      </Modal.Root>
    </>
  );
}

function SaveButton({ file }: Pick<FileProps, "file">) {
  const { t } = useTranslation();
  const { saved, save, show, isSaving } = useSave(file);
  return (
    <Button variant="default" size="xs" disabled={isSaving} onClick={() => void (saved ? show() : save())}>
      {t(saved ? "conversation.showInFolder" : "conversation.save")}
    </Button>
  );
}

function useSave({ attachmentId, name }: Attachment) {
  const command = useCommand();
  const [saved, setSaved] = useState<string | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  return {
    saved,
    isSaving,
    save: async () => {
      setIsSaving(true);
      const kept = await command("files.save", { attachmentId, name });
      setIsSaving(false);
      if (kept.ok) setSaved(kept.value.file);
    },
    show: () => command("files.show", { file: saved ?? "" }),
  };
}
