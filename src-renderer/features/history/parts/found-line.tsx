import { useTranslation } from "react-i18next";
import type { FoundText } from "../../../../src-shared/ipc/history-search.ts";
import { foundPieces } from "../../../lib/found-pieces.ts";
import css from "../search.module.css";

const WHERE = {
  name: "search.foundInName",
  number: "search.foundInNumber",
  note: "search.foundInNote",
  "next-step": "search.foundInNextStep",
  message: "search.foundInMessage",
} as const;

/** Where a contact was found: «Сообщение: …где мой заказ…», what was looked for marked. */
export function FoundLine({ found }: { readonly found: FoundText }) {
  const { t } = useTranslation();
  return (
    <span className={css.found}>
      <span className={css.where}>{t(WHERE[found.in])}</span>{" "}
      <bdi>
        {foundPieces(found.text, found.marks).map(({ from, text, isFound }) =>
          isFound ? (
            <mark key={from} className={css.mark}>
              {text}
            </mark>
          ) : (
            text
          ),
        )}
      </bdi>
    </span>
  );
}
