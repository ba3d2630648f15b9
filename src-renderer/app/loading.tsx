import { VisuallyHidden } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkplaceStore } from "../lib/workplace-store.ts";
import { Logo } from "../ui/logo.tsx";
import css from "./loading.module.css";

const SHOW_AFTER_MS = 150;

/** Before the first snapshot: the empty frame, and words when it takes long. */
export function Loading() {
  const { t } = useTranslation();
  const isTroubled = useWorkplaceStore((state) => state.isTroubled);
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), SHOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className={css.page}>
      <VisuallyHidden component="h1">{t("frame.title")}</VisuallyHidden>
      <span className={css.logo}>
        <Logo />
      </span>
      <p className={css.words} role="status">
        {isTroubled ? t("frame.loadingTrouble") : isSlow && t("frame.loading")}
      </p>
    </main>
  );
}
