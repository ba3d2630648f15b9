import { app, Menu, type MenuItemConstructorOptions, shell, systemPreferences } from "electron";
import type { Log } from "../core/ports/log.ts";
import { lockNavigation } from "./navigation-lock.ts";
import { registerAppScheme } from "./scheme.ts";

const APP_ID = "invalid.tandem.desktop";

/** What must be settled before Electron is ready. */
export function prepareApp(log: Log): void {
  app.enableSandbox();
  // Windows shows notifications only of an app it knows by this name; electron-builder.yml has the same.
  if (process.platform === "win32") app.setAppUserModelId(APP_ID);
  registerAppScheme();
  // The media page is our own, so hiding its addresses protects nobody, and a PBX cannot resolve mDNS names; calls to a
  // local network need no question either: the exchange is chosen by whoever installs the desktop.
  app.commandLine.appendSwitch("disable-features", "WebRtcHideLocalIpsWithMdns,LocalNetworkAccessChecksWebRTC");
  // The embedded exchange joins two media ends of this very machine, also when it has no network at all.
  app.commandLine.appendSwitch("allow-loopback-in-peer-connection");
  // Which window's end is the app's end is decided by whoever opened it.
  app.on("window-all-closed", () => {});
  app.on("web-contents-created", (_event, contents) => {
    lockNavigation(contents, { log, openExternal: (url) => void openExternal(url, log) });
  });
}

/** macOS asks the person itself, once; without this the microphone would stay silent there. Elsewhere nothing asks. */
export async function askForMicrophone(platform: string, log: Log): Promise<void> {
  if (platform !== "darwin") return;
  try {
    if (!(await systemPreferences.askForMediaAccess("microphone"))) log.warn({}, "the system keeps the microphone");
  } catch (error) {
    // The window tells the operator what the microphone really says.
    log.warn({ error }, "the system could not be asked for the microphone");
  }
}

/** Windows has no menu bar; macOS needs one for its editing keys. */
export function setMenu(platform: string): void {
  const template: MenuItemConstructorOptions[] = [{ role: "appMenu" }, { role: "editMenu" }, { role: "windowMenu" }];
  Menu.setApplicationMenu(platform === "darwin" ? Menu.buildFromTemplate(template) : null);
}

async function openExternal(url: string, log: Log): Promise<void> {
  try {
    await shell.openExternal(url);
  } catch (error) {
    log.warn({ error }, "the system opened no program for a link");
  }
}
