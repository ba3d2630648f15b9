import { useTranslation } from "react-i18next";
import type { ScriptPiece } from "../../../../src-shared/ipc/scripts.ts";
import css from "../script.module.css";
import { paragraphs } from "../script-model.ts";

/** A text with what stands for its variables marked; one that nothing is known of is a blank to be asked. */
export function Pieces({ text, className }: { text: readonly ScriptPiece[]; className?: string | undefined }) {
  return paragraphs(text).map((row, index) => (
    // The text of a block never changes its order.
    // biome-ignore lint/suspicious/noArrayIndexKey: a paragraph has no other name than its place
    <p key={index} className={className}>
      {row.map((piece, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: so has a piece
        <Piece key={at} piece={piece} />
      ))}
    </p>
  ));
}

function Piece({ piece }: { piece: ScriptPiece }) {
  const { t } = useTranslation();
  if (piece.kind === "words") return piece.text;
  if (piece.kind === "value") return <span className={css.value}>{piece.text}</span>;
  return (
    <span className={css.blank} title={t("script.blank", { name: piece.label })}>
      {piece.label}
    </span>
  );
}
