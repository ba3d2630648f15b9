import { Button, CloseButton, Modal } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  REPLY_SHORTCUT_LIMIT,
  REPLY_TEXT_LIMIT,
  REPLY_TITLE_LIMIT,
} from "../../../../src-shared/domain/replies/reply-limits.ts";
import { REPLY_VARIABLES } from "../../../../src-shared/domain/replies/reply-text.ts";
import type { ReplyView } from "../../../../src-shared/ipc/replies.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { useCommand } from "../../../lib/use-command.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import sheet from "../../../ui/form.module.css";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextArea } from "../../../ui/text-area.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import css from "../replies-view.module.css";
import { commandOf, forWhomOf, problemsOf, type ReplyForm, scopeOf } from "../reply-form.ts";

type ReplyDialogProps = {
  /** Null: a new one. */
  readonly reply: ReplyView | null;
  readonly mayShare: boolean;
  readonly onClose: () => void;
};

/** A quick reply is written: for whom, what it is called, and its text. What is wrong is said at its field. */
export function ReplyDialog({ reply, mayShare, onClose }: ReplyDialogProps) {
  const { t } = useTranslation();
  const save = useSave(reply, onClose);
  const [form, setForm] = useState<ReplyForm>(() => ({
    forWhom: forWhomOf(reply?.scope ?? { kind: "own" }),
    title: reply?.title ?? "",
    shortcut: reply?.shortcut ?? "",
    text: reply?.text ?? "",
  }));
  const [isTried, setIsTried] = useState(false);
  const [isTaken, setIsTaken] = useState(false);
  const found = problemsOf(form);
  const problems = isTried ? found : {};
  const change = (part: Partial<ReplyForm>) => setForm((before) => ({ ...before, ...part }));
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (Object.keys(found).length === 0) setIsTaken((await save(form)) === "shortcut-taken");
  };
  const shortcutProblem = problems.shortcut ? t("replies.shortcutBad", { limit: REPLY_SHORTCUT_LIMIT }) : undefined;
  const textProblem = {
    missing: t("replies.textMissing"),
    long: t("replies.textLong", { count: form.text.trim().length - REPLY_TEXT_LIMIT }),
  };
  return (
    <Modal.Root opened onClose={onClose} size={560}>
      <Modal.Overlay color="var(--td-scrim)" backgroundOpacity={1} />
      <Modal.Content>
        <Modal.Body className={sheet.dialog}>
          <div className={sheet.head}>
            <Modal.Title className={sheet.title}>{t(reply ? "replies.editTitle" : "replies.newTitle")}</Modal.Title>
            <CloseButton aria-label={t("frame.closeDialog")} onClick={onClose} />
          </div>
          <form className={sheet.form} onSubmit={(event) => void submit(event)}>
            {reply === null && mayShare && <ForWhom value={form.forWhom} onChange={(forWhom) => change({ forWhom })} />}
            <div className={sheet.pair}>
              <TextField
                label={t("replies.name")}
                value={form.title}
                placeholder={t("replies.namePlaceholder")}
                problem={problems.title && t("replies.nameMissing", { limit: REPLY_TITLE_LIMIT })}
                isAutofocused
                onChange={(title) => change({ title })}
              />
              <TextField
                label={t("replies.shortcut")}
                value={form.shortcut}
                hint={t("replies.shortcutHint")}
                problem={isTaken ? t("replies.shortcutTaken") : shortcutProblem}
                onChange={(shortcut) => {
                  setIsTaken(false);
                  change({ shortcut });
                }}
              />
            </div>
            <TextArea
              label={t("replies.text")}
              value={form.text}
              hint={t("replies.textHint")}
              problem={problems.text && textProblem[problems.text === "long" ? "long" : "missing"]}
              onChange={(text) => change({ text })}
            />
            <Variables onInsert={(blank) => change({ text: withBlank(form.text, blank) })} />
            <div className={sheet.actions}>
              <Button variant="default" size="md" onClick={onClose}>
                {t("replies.cancel")}
              </Button>
              <Button type="submit" size="md">
                {t("replies.save")}
              </Button>
            </div>
          </form>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Keeps what was written; answers why it was not taken. */
function useSave(reply: ReplyView | null, onClose: () => void) {
  const command = useCommand();
  const queues = useWorkplace((workplace) => workplace.queues) ?? [];
  // One id for all tries: saved twice it is one reply.
  const [replyId] = useState(() => reply?.replyId ?? crypto.randomUUID());
  return async ({ forWhom, title, shortcut, text }: ReplyForm) => {
    const scope = reply?.scope ?? scopeOf(forWhom, queues);
    const kept = await command("replies.set", { replyId, scope, title, shortcut: commandOf(shortcut), text });
    if (kept.ok) onClose();
    return kept.ok ? null : kept.code;
  };
}

/** Who may share says for whom it is; it stays so, since others hold a copy. */
function ForWhom({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const queues = useWorkplace((workplace) => workplace.queues) ?? [];
  const choices = [
    { value: "own", word: t("replies.forMe") },
    ...queues.map(({ queueId, name }) => ({ value: `queue:${queueId}`, word: t("replies.forQueue", { queue: name }) })),
    { value: "company", word: t("replies.forTeam") },
  ];
  return <SelectField label={t("replies.forWhom")} value={value} choices={choices} onChange={onChange} />;
}

function Variables({ onInsert }: { readonly onInsert: (blank: string) => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <div className={css.variables}>
      <span>{t("replies.insert")}</span>
      {Object.values(REPLY_VARIABLES).map((names) => (
        <button key={names.en} type="button" className={css.variable} onClick={() => onInsert(`{{${names[locale]}}}`)}>
          {names[locale]}
        </button>
      ))}
    </div>
  );
}

/** At the end, apart from what stands there. */
function withBlank(text: string, blank: string): string {
  return text === "" || /\s$/.test(text) ? text + blank : `${text} ${blank}`;
}
