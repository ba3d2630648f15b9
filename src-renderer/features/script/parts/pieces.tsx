import { useTranslation } from "react-i18next";
import type { ScriptPiece } from "../../../../src-shared/ipc/scripts.ts";
import css from "../script.module.css";
import { paragraphs } from "../script-model.ts";

/** A text with what stands for its variables marked; one that nothing is known of is a blank to be asked. */
export function Pieces({ text, className }: { text: readonly ScriptPiece[]; className?: string | undefined }) {
  const rows = paragraphs(text).map((pieces, place) => ({ place, pieces: pieces.map((piece, at) => ({ at, piece })) }));
  // A text has no other order than its author's: its parts are named by their places.
  return rows.map(({ place, pieces }) => (
    <p key={place} className={className}>
      {pieces.map(({ at, piece }) => (
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
