import "@fontsource-variable/inter/wght.css";
import "./card-base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { adoptRoleSheet } from "../app/theme/role-sheet.ts";
import { createI18n } from "../i18n/i18n.ts";
import { CardPage } from "./card-page.tsx";

async function start(): Promise<void> {
  adoptRoleSheet(document);
  const root = document.getElementById("root");
  if (!root) throw new Error("The page has no root element");
  const i18n = await createI18n("ru");
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <CardPage i18n={i18n} />
      </I18nextProvider>
    </StrictMode>,
  );
}

void start();
