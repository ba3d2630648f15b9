import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ToneChip } from "../../../ui/tone-chip.tsx";
import css from "../customer-card-view.module.css";
import type { Describe } from "../use-describe.ts";
import { AddLine } from "./add-line.tsx";

const TAG_LIMIT = 40;

/** Tags of the customer; one is added with Enter and taken away with its cross. */
export function CustomerTags({
  tags,
  onDescribe,
}: {
  readonly tags: readonly string[];
  readonly onDescribe: Describe | null;
}) {
  const { t } = useTranslation();
  return (
    <div className={css.tags}>
      {tags.map((tag) => (
        <ToneChip key={tag} tone="plain">
          <span className={css.tag}>{tag}</span>
          {onDescribe && (
            <button
              type="button"
              className={css.remove}
              aria-label={t("customer.removeTag", { tag })}
              onClick={() => void onDescribe({ kind: "untagged", tag })}
            >
              <IconX size={12} stroke={1.5} aria-hidden="true" />
            </button>
          )}
        </ToneChip>
      ))}
      {onDescribe && (
        <AddLine
          label={t("customer.addTag")}
          limit={TAG_LIMIT}
          isSmall
          onAdd={(tag) => onDescribe({ kind: "tagged", tag })}
        />
      )}
    </div>
  );
}
