import { Button, CloseButton } from "@mantine/core";
import { type KeyboardEvent, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSettledWorkplace } from "../../lib/workplace-store.ts";
import css from "./tour.module.css";
import { type Box, cardPlace } from "./tour-model.ts";
import { TOUR_STEPS } from "./tour-steps.ts";
import { useTourDone } from "./use-tour-done.ts";

/**
 * Shows the operator around the window. It takes nothing from them: what is shown can be used meanwhile, Escape ends it, and
 * a customer who calls or writes ends it too.
 */
export function Tour({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { markDone } = useTourDone();
  // What is not there now is not spoken of.
  const [steps] = useState(() => TOUR_STEPS.filter(({ selector }) => document.querySelector(selector) !== null));
  const [at, setAt] = useState(0);
  const step = steps[at];
  const card = useRef<HTMLElement>(null);
  const place = usePlace(step?.selector ?? null, card);
  useComesBetween(onClose);
  if (!step) return null;
  const isLast = at === steps.length - 1;
  const finish = () => {
    markDone();
    onClose();
  };
  const next = () => (isLast ? finish() : setAt(at + 1));
  const handleKey = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.shiftKey) onClose();
    else if (event.key === "ArrowRight") next();
    else if (event.key === "ArrowLeft" && at > 0) setAt(at - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      {place && <div className={css.light} style={place.light} aria-hidden />}
      <section
        ref={card}
        className={css.card}
        style={place?.card}
        role="dialog"
        aria-labelledby="tour-title"
        aria-describedby="tour-text"
        tabIndex={-1}
        onKeyDown={handleKey}
      >
        <div className={css.head}>
          <h2 id="tour-title" className={css.title}>
            {t(step.title)}
          </h2>
          <CloseButton aria-label={t("tour.close")} onClick={onClose} />
        </div>
        <p id="tour-text" className={css.text}>
          {t(step.text)}
        </p>
        <div className={css.deeds}>
          <span className={css.place}>{t("tour.place", { at: at + 1, count: steps.length })}</span>
          {at > 0 && (
            <Button size="xs" variant="default" onClick={() => setAt(at - 1)}>
              {t("tour.back")}
            </Button>
          )}
          <Button size="xs" onClick={next}>
            {t(isLast ? "tour.finish" : "tour.next")}
          </Button>
        </div>
      </section>
    </>
  );
}

type Place = { readonly light: Box; readonly card: Pick<Box, "left" | "top"> };

/** Where the light and the card stand; null: not known yet. It follows the window's size. */
function usePlace(selector: string | null, card: { readonly current: HTMLElement | null }): Place | null {
  const [place, setPlace] = useState<Place | null>(null);
  useLayoutEffect(() => {
    const target = selector === null ? null : document.querySelector(selector);
    if (!target) return;
    const look = () => {
      const { left, top, width, height } = target.getBoundingClientRect();
      const { offsetWidth, offsetHeight } = card.current ?? { offsetWidth: 0, offsetHeight: 0 };
      const own = { width: offsetWidth, height: offsetHeight };
      const whole = { width: window.innerWidth, height: window.innerHeight };
      const light = { left: left - 4, top: top - 4, width: width + 8, height: height + 8 };
      setPlace({ light, card: cardPlace({ left, top, width, height }, own, whole) });
    };
    target.scrollIntoView({ block: "nearest" });
    look();
    // A reader is told of the new step, and the keys are for it.
    card.current?.focus({ preventScroll: true });
    const sized = new ResizeObserver(look);
    for (const one of [target, document.body, card.current]) if (one) sized.observe(one);
    return () => sized.disconnect();
  }, [selector, card]);
  return place;
}

/** A customer goes first. */
function useComesBetween(onClose: () => void): void {
  const isAsked = useSettledWorkplace(
    ({ calls, conversations }) =>
      calls.some(({ phase }) => phase === "ringing") || (conversations?.some(({ offer }) => offer !== null) ?? false),
  );
  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (isAsked) close();
  }, [isAsked]);
}
