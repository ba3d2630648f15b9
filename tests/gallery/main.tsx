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
import { cssVariablesResolver, theme } from "../../src-renderer/app/theme/theme.ts";
import { adoptThemeSheet } from "../../src-renderer/app/theme/theme-sheet.ts";
import { Gallery } from "./gallery.tsx";
import { languageOfPage, schemeOfPage } from "./page-choice.ts";

adoptThemeSheet(document);
document.documentElement.lang = languageOfPage();
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
      <Gallery />
    </MantineProvider>
  </StrictMode>,
);
