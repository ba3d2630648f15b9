import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles/baseline.css";
import "@mantine/core/styles/default-css-variables.css";
import "@mantine/core/styles/global.css";
import "@mantine/core/styles/UnstyledButton.css";
import "@mantine/core/styles/VisuallyHidden.css";
import "@mantine/core/styles/Paper.css";
import "@mantine/core/styles/CloseButton.css";
import "@mantine/core/styles/Loader.css";
import "@mantine/core/styles/Overlay.css";
import "@mantine/core/styles/Popover.css";
import "@mantine/core/styles/Menu.css";
import "@mantine/core/styles/Tooltip.css";
import "@mantine/core/styles/Button.css";
import "@mantine/core/styles/ModalBase.css";
import "@mantine/core/styles/Modal.css";
import "@mantine/core/styles/Notification.css";
import "@mantine/notifications/styles.css";
import "./global.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createI18n } from "../i18n/i18n.ts";
import { feedWorkplaceStore } from "../lib/workplace-store.ts";
import { App } from "./app.tsx";
import { logWindowFaults } from "./log-window-faults.ts";
import { adoptThemeSheet } from "./theme/theme-sheet.ts";

async function start(): Promise<void> {
  logWindowFaults(window);
  adoptThemeSheet(document);
  feedWorkplaceStore();
  const root = document.getElementById("root");
  if (!root) throw new Error("The page has no root element");
  const i18n = await createI18n(navigator.language.startsWith("en") ? "en" : "ru");
  createRoot(root).render(
    <StrictMode>
      <App i18n={i18n} />
    </StrictMode>,
  );
}

void start();
