import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSettledWorkplace } from "../../lib/workplace-store.ts";
import css from "./sign-in-offer.module.css";

/** The way in, while nothing but the demo centre inside is there; who has signed in anywhere does not see it. */
export function SignInOffer({ onSignIn }: { readonly onSignIn: () => void }) {
  const { t } = useTranslation();
  const isDemo = useSettledWorkplace(
    ({ training, lines }) => training.isAvailable && lines.length === 1 && lines[0]?.server === "",
  );
  if (!isDemo) return null;
  return (
    <section className={css.offer} aria-label={t("setup.offerTitle")}>
      <p className={css.text}>{t("setup.offerText")}</p>
      <Button variant="default" onClick={onSignIn}>
        {t("setup.signIn")}
      </Button>
    </section>
  );
}
