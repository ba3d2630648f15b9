import { Menu, nativeImage, Tray } from "electron";
import type { Preferences, StatusView } from "../../src-shared/ipc/workplace.ts";
import { HOST_WORDS } from "./host-words.ts";
import { type TrayLook, trayLook } from "./tray-look.ts";

export type AppTray = {
  show(status: StatusView["status"], isReady: boolean, isRinging: boolean, locale: Preferences["locale"]): void;
  close(): void;
};

export function createTray(parts: {
  readonly iconFile: (look: TrayLook) => string;
  readonly onOpen: () => void;
  readonly onQuit: () => void;
}): AppTray {
  const { iconFile, onOpen, onQuit } = parts;
  const tray = new Tray(nativeImage.createFromPath(iconFile("offline")));
  let shown = "";
  tray.on("click", onOpen);
  return {
    show(status, isReady, isRinging, locale) {
      const look = trayLook(status, isReady, isRinging);
      const key = [look, status, isReady, locale].join();
      if (key === shown) return;
      shown = key;
      const words = HOST_WORDS[locale];
      const line = isReady ? words.status[status] : `${words.status[status]} · ${words.phoneNotReady}`;
      tray.setImage(nativeImage.createFromPath(iconFile(look)));
      tray.setToolTip(`Tandem · ${line}`);
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: line, enabled: false },
          { type: "separator" },
          { label: words.open, click: onOpen },
          { label: words.quit, click: onQuit },
        ]),
      );
    },
    close: () => tray.destroy(),
  };
}
