import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import css from "./tour.module.css";
import { useTourDone } from "./use-tour-done.ts";

/** Offers to be shown around, until it was done or declined; nothing starts by itself. */
export function TourOffer({ onStart }: { readonly onStart: () => void }) {
  const { t } = useTranslation();
  const { isDone, markDone } = useTourDone();
  if (isDone) return null;
  return (
    <section className={css.offer} aria-label={t("tour.title")}>
      <div className={css.offerWords}>
        <h2 className={css.offerTitle}>{t("tour.offer")}</h2>
        <p className={css.offerText}>{t("tour.offerText")}</p>
      </div>
      <Button variant="subtle" onClick={markDone}>
        {t("tour.decline")}
      </Button>
      <Button variant="default" onClick={onStart}>
        {t("tour.start")}
      </Button>
    </section>
  );
}
