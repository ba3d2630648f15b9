import { MantineProvider, useMantineColorScheme } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import type { i18n as I18n } from "i18next";
import { useEffect } from "react";
import { I18nextProvider } from "react-i18next";
import { useWorkplaceStore } from "../lib/workplace-store.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { Frame } from "./frame.tsx";
import { Loading } from "./loading.tsx";
import { cssVariablesResolver, theme } from "./theme/theme.ts";

const TOAST_MS = 6000;
/** With its margin no wider than the narrowest customer card: a toast never lies over the call bar beside it. */
const TOAST_WIDTH_PX = 268;

export function App({ i18n }: { i18n: I18n }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <I18nextProvider i18n={i18n}>
        <ErrorBoundary where="window">
          <PreferencesApplied i18n={i18n} />
          <Notifications
            position="top-right"
            limit={3}
            autoClose={TOAST_MS}
            containerWidth={TOAST_WIDTH_PX}
            zIndex={400}
          />
          <Content />
        </ErrorBoundary>
      </I18nextProvider>
    </MantineProvider>
  );
}

function Content() {
  const isLoaded = useWorkplaceStore((state) => state.workplace !== null);
  return isLoaded ? <Frame /> : <Loading />;
}

/** Keeps language and theme as the preferences say. */
function PreferencesApplied({ i18n }: { i18n: I18n }) {
  const locale = useWorkplaceStore((state) => state.workplace?.preferences.locale);
  const wanted = useWorkplaceStore((state) => state.workplace?.preferences.theme);
  // Else Mantine writes a style element to stop transitions, which the policy of the window forbids.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  useEffect(() => {
    if (!locale) return;
    document.documentElement.lang = locale;
    if (i18n.language !== locale) void i18n.changeLanguage(locale);
  }, [i18n, locale]);
  useEffect(() => {
    if (wanted) setColorScheme(wanted === "system" ? "auto" : wanted);
  }, [wanted, setColorScheme]);
  return null;
}
