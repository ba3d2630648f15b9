import {
  convertCssVariables,
  DEFAULT_THEME,
  deepMerge,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from "@mantine/core";
import { cssVariablesResolver, theme } from "./theme.ts";

/**
 * Gives the page the theme's variables as a constructed style sheet: Mantine would write a `<style>` element, which the
 * window's policy (`style-src 'self'`) forbids.
 */
export function adoptThemeSheet(target: Document): void {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const variables = deepMerge(defaultCssVariablesResolver(merged), cssVariablesResolver(merged));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(convertCssVariables(variables, ":root"));
  target.adoptedStyleSheets = [...target.adoptedStyleSheets, sheet];
}
