import { join } from "node:path";
import type { OverlayLook } from "./app-mark.ts";
import type { TrayLook } from "./tray-look.ts";

/** Where the app finds its own files, and where it keeps the user's. */
export type AppPaths = ReturnType<typeof appPaths>;

/** `appFolder` holds the bundles (out/app); `userData` is this user's own folder. */
export function appPaths(appFolder: string, userData: string) {
  return {
    renderer: join(appFolder, "renderer"),
    preloadOperator: join(appFolder, "preload-operator.cjs"),
    preloadCard: join(appFolder, "preload-card.cjs"),
    preloadMedia: join(appFolder, "preload-media.cjs"),
    hubProcess: join(appFolder, "hub-process.cjs"),
    demoTeam: join(appFolder, "demo-team", "team.json"),
    windowIcon: join(appFolder, "icons", "icon.png"),
    overlayIcon: (look: OverlayLook) => join(appFolder, "icons", `overlay-${look}.png`),
    trayIcon: (look: TrayLook) => join(appFolder, "icons", `tray-${look}.png`),
    secrets: join(userData, "secrets.bin"),
    cache: join(userData, "cache"),
    hubDatabase: join(userData, "hub", "hub.db"),
    windowState: join(userData, "window-state.json"),
    cardPlaces: join(userData, "card-places.json"),
    logs: join(userData, "logs"),
    reports: join(userData, "reports"),
  };
}
