import { darkRoles, lightRoles, sharedRoles } from "./tokens.ts";

/** Gives a page without Mantine the roles of the design tokens; the scheme is the one main chose for the whole app. */
export function adoptRoleSheet(target: Document): void {
  const sheet = new CSSStyleSheet();
  const dark = `@media (prefers-color-scheme: dark) { :root { ${written(darkRoles)} } }`;
  sheet.replaceSync(`:root { ${written(sharedRoles)} ${written(lightRoles)} } ${dark}`);
  target.adoptedStyleSheets = [...target.adoptedStyleSheets, sheet];
}

function written(roles: Readonly<Record<string, string>>): string {
  return Object.entries(roles)
    .map(([role, value]) => `--td-${role}: ${value};`)
    .join(" ");
}
