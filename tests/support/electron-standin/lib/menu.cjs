"use strict";
const { EventEmitter } = require("node:events");
const { record, runtime } = require("./runtime.cjs");
const { strict } = require("./strict.cjs");

const TOGGLES = new Set(["checkbox", "radio"]);

class MenuItem {
  constructor(options) {
    const type = options.submenu ? "submenu" : "normal";
    Object.assign(this, { type, enabled: true, visible: true, checked: false, label: options.role ?? "" }, options);
    if (Array.isArray(options.submenu)) this.submenu = Menu.buildFromTemplate(options.submenu);
    this.click = (event, window = runtime.focused) => this._activate(options, window, event);
  }

  _activate({ click, role }, window, event) {
    if (TOGGLES.has(this.type)) this.checked = this.type === "radio" || !this.checked;
    if (click) click(this, window, event ?? {});
    else if (role === "quit") require("./app.cjs").app.quit();
    else if (role === "close") window?.close();
    else if (role === "minimize") window?.minimize();
    else if (role === "reload") window?.reload();
    else record("menu.role", role);
  }
}

let applicationMenu = null;
class Menu extends EventEmitter {
  static buildFromTemplate(template) {
    const menu = new Menu();
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    return menu;
  }

  static setApplicationMenu(menu) {
    applicationMenu = menu;
  }

  static getApplicationMenu() {
    return applicationMenu;
  }

  constructor() {
    super();
    this.items = [];
    // biome-ignore lint/correctness/noConstructorReturn: every user must hold the proxy that refuses unknown members
    return strict("Menu", this);
  }

  append(item) {
    this.items.push(item);
  }

  insert(position, item) {
    this.items.splice(position, 0, item);
  }

  popup(options) {
    record(
      "Menu.popup",
      this.items.map((item) => item.label),
    );
    options?.callback?.();
  }

  closePopup() {}

  getMenuItemById(id) {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}

module.exports = { Menu, MenuItem };
