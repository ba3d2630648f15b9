"use strict";
// What an app asks of the desktop around its windows. Nothing is shown; all is recorded, and tests play the person by
// emitting the event or calling the handler: `electron.__standin`.
const { EventEmitter } = require("node:events");
const fs = require("node:fs");
const { record, runtime } = require("./runtime.cjs");
const { StandInEvent, strict } = require("./strict.cjs");

const notifications = [];
class Notification extends EventEmitter {
  static isSupported() {
    return true;
  }

  constructor(options = {}) {
    super();
    Object.assign(this, options);
    // biome-ignore lint/correctness/noConstructorReturn: every user must hold the proxy that refuses unknown members
    return strict("Notification", this);
  }

  show() {
    record("Notification.show", { title: this.title, body: this.body });
    notifications.push(this);
    this.emit("show", new StandInEvent());
  }

  close() {
    const index = notifications.indexOf(this);
    if (index < 0) return;
    notifications.splice(index, 1);
    record("Notification.close", { title: this.title });
    this.emit("close", new StandInEvent());
  }
}

const trays = [];
class Tray extends EventEmitter {
  constructor(image) {
    super();
    this._image = image;
    this._toolTip = "";
    this._menu = null;
    this._self = strict("Tray", this);
    trays.push(this._self);
    // biome-ignore lint/correctness/noConstructorReturn: every user must hold the proxy that refuses unknown members
    return this._self;
  }

  setToolTip(text) {
    record("Tray.setToolTip", text);
    this._toolTip = text;
  }

  setTitle(title) {
    record("Tray.setTitle", title);
  }

  setImage(image) {
    record("Tray.setImage");
    this._image = image;
  }

  setContextMenu(menu) {
    this._menu = menu;
  }

  popUpContextMenu(menu = this._menu) {
    record(
      "Tray.popUpContextMenu",
      menu?.items.map((item) => item.label),
    );
  }

  setIgnoreDoubleClickEvents() {}

  getBounds() {
    return { x: 0, y: 0, width: 16, height: 16 };
  }

  isDestroyed() {
    return !trays.includes(this._self);
  }

  destroy() {
    if (!this.isDestroyed()) trays.splice(trays.indexOf(this._self), 1);
  }
}

const shortcuts = new Map();
/** Keys another program has: they cannot be registered. */
const takenShortcuts = new Set();
const globalShortcut = strict("globalShortcut", {
  register(accelerator, callback) {
    if (shortcuts.has(accelerator) || takenShortcuts.has(accelerator)) return false;
    shortcuts.set(accelerator, callback);
    return true;
  },
  registerAll: (list, callback) => {
    for (const accelerator of list) globalShortcut.register(accelerator, callback);
  },
  unregister: (accelerator) => void shortcuts.delete(accelerator),
  unregisterAll: () => shortcuts.clear(),
  isRegistered: (accelerator) => shortcuts.has(accelerator),
});

const shell = strict("shell", {
  openExternal: async (url, options) => record("shell.openExternal", url, options),
  openPath: async (file) => {
    record("shell.openPath", file);
    return "";
  },
  showItemInFolder: (file) => record("shell.showItemInFolder", file),
  trashItem: async (file) => {
    record("shell.trashItem", file);
    await fs.promises.rm(file, { recursive: true });
  },
  beep: () => record("shell.beep"),
});

/** Nobody is there to answer: file dialogs are cancelled, message boxes get their cancel button. */
const withoutWindow = (args) => args.at(-1) ?? {};
const dialog = strict("dialog", {
  showOpenDialog: async (...args) => {
    record("dialog.showOpenDialog", withoutWindow(args));
    return { canceled: true, filePaths: [] };
  },
  showSaveDialog: async (...args) => {
    record("dialog.showSaveDialog", withoutWindow(args));
    return { canceled: true, filePath: "" };
  },
  showMessageBox: async (...args) => ({ response: dialog.showMessageBoxSync(...args), checkboxChecked: false }),
  showMessageBoxSync: (...args) => {
    const options = withoutWindow(args);
    record("dialog.showMessageBox", options);
    return options.cancelId ?? 0;
  },
  showErrorBox: (title, content) => {
    record("dialog.showErrorBox", title, content);
    console.error(`${title}\n${content}`);
  },
});

let clipboardText = "";
const clipboard = strict("clipboard", {
  readText: () => clipboardText,
  writeText: (text) => {
    clipboardText = text;
  },
  clear: () => {
    clipboardText = "";
  },
  availableFormats: () => (clipboardText ? ["text/plain"] : []),
});

/** For tests: what was recorded, and hands for what a person would do. */
const testHands = {
  calls: runtime.calls,
  notifications,
  trays,
  /** Whether somebody listened to these keys. */
  pressShortcut: (accelerator) => {
    const pressed = shortcuts.get(accelerator);
    pressed?.();
    return pressed !== undefined;
  },
  takeShortcut: (accelerator) => void takenShortcuts.add(accelerator),
};

module.exports = { Notification, Tray, clipboard, dialog, globalShortcut, shell, testHands };
