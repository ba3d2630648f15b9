import type { i18n as I18n } from "i18next";
import { useEffect, useLayoutEffect, useState } from "react";
import type { CallCard } from "../../src-shared/ipc/call-card.ts";
import { askCard } from "./card-bridge.ts";
import { RingCardView } from "./ring-card-view.tsx";
import { TalkCardView } from "./talk-card-view.tsx";
import { useCardHand } from "./use-card-hand.ts";

/** The page of the small window over other programs: one card, or nothing. */
export function CardPage({ i18n }: { i18n: I18n }) {
  const card = useCard();
  const hand = useCardHand();
  const locale = card?.locale;
  useLayoutEffect(() => {
    if (locale === undefined) return;
    document.documentElement.lang = locale;
    if (i18n.language !== locale) void i18n.changeLanguage(locale);
  }, [i18n, locale]);
  // The window is hidden until then, and a hidden window draws no frame to wait for: what is in the page is enough.
  const callId = card?.call.callId;
  useLayoutEffect(() => {
    if (callId !== undefined) askCard("card.drawn", { callId });
  }, [callId]);
  if (card === null) return null;
  const { callId: shown } = card.call;
  return (
    <main {...hand}>
      {card.kind === "ring" ? <RingCardView key={shown} card={card} /> : <TalkCardView key={shown} card={card} />}
    </main>
  );
}

/** What main last said; what it says while the first answer is on its way is newer than that. */
function useCard(): CallCard {
  const [card, setCard] = useState<CallCard>(null);
  useEffect(() => {
    let isTold = false;
    const stop = window.callCard.on("card.changed", (told) => {
      isTold = true;
      setCard(told.card);
    });
    void window.callCard.invoke("card.get", {}).then((answer) => {
      if (answer.ok && !isTold) setCard(answer.value.card);
    });
    return stop;
  }, []);
  return card;
}
