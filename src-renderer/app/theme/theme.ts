import {
  Button,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Menu,
  ModalRoot,
  Popover,
  Tooltip,
  type VariantColorsResolver,
} from "@mantine/core";
import { darkRoles, lightRoles, sharedRoles } from "./tokens.ts";

type Fill = { readonly background: string; readonly hover: string; readonly color: string; readonly border: string };

const transparentEdge = "1px solid transparent";

const fills: Readonly<Record<string, Fill>> = {
  filled: fill("accent"),
  go: fill("live"),
  stop: fill("danger"),
  default: {
    background: "var(--td-raised)",
    hover: "var(--td-hover)",
    color: "var(--td-text)",
    border: "1px solid var(--td-line-strong)",
  },
  subtle: {
    background: "transparent",
    hover: "var(--td-hover)",
    color: "var(--td-text-2)",
    border: transparentEdge,
  },
};

function fill(role: "accent" | "live" | "danger"): Fill {
  return {
    background: `var(--td-${role})`,
    hover: `var(--td-${role}-hover)`,
    color: `var(--td-on-${role})`,
    border: transparentEdge,
  };
}

const variantColorResolver: VariantColorsResolver = (input) =>
  fills[input.variant] ?? defaultVariantColorsResolver(input);

const buttonSizes: Readonly<Record<string, Record<string, string>>> = {
  xs: { "--button-height": "28px", "--button-padding-x": "8px", "--button-fz": "12px" },
  sm: { "--button-height": "32px", "--button-padding-x": "12px", "--button-fz": "13px" },
  md: { "--button-height": "40px", "--button-padding-x": "16px", "--button-fz": "13px" },
};

/** Ten equal shades are not wanted: the scheme's own roles are used, the tuple only feeds Mantine's computed colours. */
function tuple(light: string, dark: string): MantineColorsTuple {
  return [light, light, light, light, dark, dark, light, light, light, light];
}

export const theme = createTheme({
  primaryColor: "tandem",
  primaryShade: { light: 6, dark: 5 },
  colors: {
    tandem: tuple(lightRoles.accent, darkRoles.accent),
    live: tuple(lightRoles.live, darkRoles.live),
    warn: tuple(lightRoles.warn, darkRoles.warn),
    danger: tuple(lightRoles.danger, darkRoles.danger),
  },
  autoContrast: true,
  luminanceThreshold: 0.3,
  variantColorResolver,
  fontFamily: sharedRoles.font,
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  lineHeights: { xs: "1.3334", sm: "1.3847", md: "1.4286", lg: "1.375", xl: "1.3" },
  headings: { fontFamily: sharedRoles.font, fontWeight: "600" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px" },
  defaultRadius: "sm",
  shadows: { sm: "var(--td-shadow-1)", md: "var(--td-shadow-2)" },
  cursorType: "default",
  focusRing: "auto",
  respectReducedMotion: true,
  activeClassName: "",
  components: {
    Button: Button.extend({
      defaultProps: { size: "sm" },
      vars: (_theme, props) => ({ root: buttonSizes[props.size ?? "sm"] ?? {} }),
    }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, withArrow: false, offset: 6, fz: 12, multiline: true } }),
    Menu: Menu.extend({
      defaultProps: { offset: 6, radius: 10, shadow: "md", transitionProps: { transition: "fade", duration: 120 } },
    }),
    Popover: Popover.extend({
      defaultProps: { offset: 8, radius: 10, shadow: "md", transitionProps: { transition: "fade", duration: 120 } },
    }),
    // The page never scrolls; locking it would need a style element that the window's policy forbids.
    ModalRoot: ModalRoot.extend({
      defaultProps: {
        lockScroll: false,
        radius: "lg",
        shadow: "md",
        centered: true,
        transitionProps: { transition: "fade", duration: 120 },
      },
    }),
  },
});

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: prefixed(sharedRoles),
  light: { ...prefixed(lightRoles), ...mantineRoles },
  dark: { ...prefixed(darkRoles), ...mantineRoles },
});

const mantineRoles = {
  "--mantine-color-body": "var(--td-raised)",
  "--mantine-color-text": "var(--td-text)",
  "--mantine-color-dimmed": "var(--td-text-3)",
  "--mantine-color-default": "var(--td-raised)",
  "--mantine-color-default-hover": "var(--td-hover)",
  "--mantine-color-default-color": "var(--td-text)",
  "--mantine-color-default-border": "var(--td-line)",
  "--mantine-color-placeholder": "var(--td-text-3)",
  "--mantine-color-error": "var(--td-danger-text)",
  "--mantine-color-anchor": "var(--td-accent-text)",
  "--mantine-primary-color-filled": "var(--td-accent)",
};

function prefixed(roles: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(roles).map(([role, value]) => [`--td-${role}`, value]));
}
