import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles/baseline.css";
import "@mantine/core/styles/default-css-variables.css";
import "@mantine/core/styles/global.css";
import "@mantine/core/styles/UnstyledButton.css";
import "@mantine/core/styles/VisuallyHidden.css";
import "@mantine/core/styles/Loader.css";
import "@mantine/core/styles/Button.css";
import "@mantine/core/styles/CloseButton.css";
import "@mantine/core/styles/Notification.css";
import "../../src-renderer/app/global.css";
import { MantineProvider } from "@mantine/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { cssVariablesResolver, theme } from "../../src-renderer/app/theme/theme.ts";
import { adoptThemeSheet } from "../../src-renderer/app/theme/theme-sheet.ts";
import { createI18n } from "../../src-renderer/i18n/i18n.ts";
import { Gallery } from "./gallery.tsx";
import { languageOfPage, schemeOfPage } from "./page-choice.ts";

adoptThemeSheet(document);
document.documentElement.lang = languageOfPage();
const i18n = await createI18n(languageOfPage());
const root = document.getElementById("root");
if (!root) throw new Error("the page has no root element");
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      forceColorScheme={schemeOfPage()}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <I18nextProvider i18n={i18n}>
        <Gallery />
      </I18nextProvider>
    </MantineProvider>
  </StrictMode>,
);
