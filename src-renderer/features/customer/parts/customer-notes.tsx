import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CustomerView } from "../../../../src-shared/ipc/customer.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { useToday } from "../../../lib/clock.ts";
import { formatShortDate } from "../../../lib/format-date.ts";
import css from "../customer-card-view.module.css";
import type { Describe } from "../use-describe.ts";
import { AddLine } from "./add-line.tsx";

const NOTE_LIMIT = 1000;

/** What colleagues wrote about the customer, whatever contact it came from. */
export function CustomerNotes({
  notes,
  onDescribe,
}: {
  readonly notes: CustomerView["notes"];
  readonly onDescribe: Describe | null;
}) {
  const { t } = useTranslation();
  const locale = useLocale();
  const nowMs = useToday();
  if (notes.length === 0 && !onDescribe) return null;
  return (
    <section className={css.about} aria-label={t("customer.notes")}>
      {notes.map(({ noteId, authorName, atMs, text, isOwn }) => (
        <div key={noteId} className={css.aboutNote}>
          <p className={css.aboutText}>
            {text}
            <span className={css.aboutBy}>
              {[authorName, formatShortDate(atMs, nowMs, locale)].filter(Boolean).join(", ")}
            </span>
          </p>
          {isOwn && onDescribe && (
            <button
              type="button"
              className={css.remove}
              aria-label={t("customer.removeNote")}
              onClick={() => void onDescribe({ kind: "note-removed", noteId })}
            >
              <IconX size={14} stroke={1.5} aria-hidden="true" />
            </button>
          )}
        </div>
      ))}
      {onDescribe && (
        <AddLine
          label={t("customer.addNote")}
          limit={NOTE_LIMIT}
          onAdd={(text) => onDescribe({ kind: "noted", noteId: crypto.randomUUID(), text })}
        />
      )}
    </section>
  );
}
