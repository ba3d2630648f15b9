import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from "electron";
import type { ChosenStatus } from "../../src-shared/domain/operator-status.ts";
import { shownAddress } from "../../src-shared/domain/shown-address.ts";
import type { CallId } from "../../src-shared/ids.ts";
import type { CallView } from "../../src-shared/ipc/workplace.ts";
import { HOST_WORDS, type HostWords } from "./host-words.ts";
import type { TrayLook, TrayView } from "./tray-look.ts";

/** What is offered; null: until it is turned off. */
const DO_NOT_DISTURB_MINUTES = [15, 60, null] as const;

/** What the menu of the tray commands. */
export type TrayCommands = {
  answer(callId: CallId): void;
  reject(callId: CallId): void;
  hangUp(callId: CallId): void;
  setStatus(status: ChosenStatus): void;
};

export type AppTray = {
  show(view: TrayView, commands: TrayCommands): void;
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
    show(view, commands) {
      const { look, status, isDoNotDisturb, isReady, ringing, talk, missed, breakReasons, locale } = view;
      // Only what the menu and the icon say: a menu that is open goes away when it is set again.
      const calls = [ringing, talk].map((call) => call && [call.callId, call.phase, call.customer.name]);
      const key = JSON.stringify([look, status, isDoNotDisturb, isReady, calls, missed, breakReasons, locale]);
      if (key === shown) return;
      shown = key;
      const words = HOST_WORDS[locale];
      const line = lineOf(view, words);
      tray.setImage(nativeImage.createFromPath(iconFile(look)));
      tray.setToolTip(["Tandem", line, ...(missed > 0 ? [words.missedCount(missed)] : [])].join(" · "));
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: line, enabled: false },
          { type: "separator" },
          ...callItems(view, words, commands),
          { label: words.statusMenu, submenu: statusItems(view, words, commands) },
          { type: "separator" },
          { label: words.open, click: onOpen },
          { label: words.quit, click: onQuit },
        ]),
      );
    },
    close: () => tray.destroy(),
  };
}

function lineOf({ ringing, talk, status, isDoNotDisturb, isReady }: TrayView, words: HostWords): string {
  if (ringing) return words.ringing(nameOf(ringing));
  if (talk) return words.talking(nameOf(talk));
  const word = isDoNotDisturb ? words.doNotDisturb : words.status[status];
  return isReady ? word : `${word} · ${words.phoneNotReady}`;
}

function callItems(
  { ringing, talk }: TrayView,
  words: HostWords,
  commands: TrayCommands,
): readonly MenuItemConstructorOptions[] {
  const items: MenuItemConstructorOptions[] = [];
  if (ringing) {
    items.push({ label: words.answer(nameOf(ringing)), click: () => commands.answer(ringing.callId) });
    items.push({ label: words.notNow, click: () => commands.reject(ringing.callId) });
  }
  if (talk) items.push({ label: words.hangUp(nameOf(talk)), click: () => commands.hangUp(talk.callId) });
  return items.length > 0 ? [...items, { type: "separator" }] : items;
}

function statusItems(
  { status, breakReasons, locale }: TrayView,
  words: HostWords,
  commands: TrayCommands,
): MenuItemConstructorOptions[] {
  const item = (label: string, chosen: ChosenStatus, isNow: boolean): MenuItemConstructorOptions => ({
    label,
    type: "radio",
    checked: isNow,
    click: () => commands.setStatus(chosen),
  });
  return [
    item(words.status.online, { status: "online" }, status === "online"),
    ...breakReasons.map(({ code, name }) =>
      item(`${words.status.break}: ${name[locale]}`, { status: "break", reason: code }, false),
    ),
    ...DO_NOT_DISTURB_MINUTES.map((minutes) =>
      item(
        words.doNotDisturbMinutes(minutes),
        { status: "do-not-disturb", forMs: minutes === null ? null : minutes * 60_000 },
        false,
      ),
    ),
    item(words.status.offline, { status: "offline" }, status === "offline"),
  ];
}

function nameOf({ customer }: CallView): string {
  return customer.name ?? shownAddress(customer.address);
}
