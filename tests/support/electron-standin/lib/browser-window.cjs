"use strict";
const { record, reportFault, runtime, tolerateGone } = require("./runtime.cjs");
const { StandInEvent, strict } = require("./strict.cjs");
const { WebContents } = require("./web-contents.cjs");
const { WindowGeometry } = require("./window-geometry.cjs");
const { checkWindowOptions } = require("./window-options.cjs");

let lastId = 0;

class BrowserWindow extends WindowGeometry {
  static getAllWindows() {
    return [...runtime.windows.values()];
  }

  static fromWebContents(contents) {
    return contents?._window ?? null;
  }

  static fromId(id) {
    return runtime.windows.get(id) ?? null;
  }

  static getFocusedWindow() {
    return runtime.focused;
  }

  constructor(options = {}) {
    if (!runtime.isReady) throw new Error("Cannot create BrowserWindow before app is ready");
    checkWindowOptions(options);
    const preferences = options.webPreferences ?? {};
    super(options);
    this.id = ++lastId;
    this._isVisible = options.show !== false;
    this._isOnTop = Boolean(options.alwaysOnTop);
    this._isFocusable = options.focusable !== false;
    this._isDestroyed = false;
    this._hadDocument = false;
    const { app } = require("./app.cjs");
    this._title = options.title ?? app.name;
    const self = strict("BrowserWindow", this);
    this._self = self;
    this.webContents = new WebContents(self, preferences);
    runtime.windows.set(this.id, self);
    if (this._isVisible && this._isFocusable) runtime.focused = self;
    app.emit("web-contents-created", new StandInEvent(), this.webContents);
    app.emit("browser-window-created", new StandInEvent(), self);
    this._opened = this._open();
    this._opened.catch(reportFault);
    this._applySize();
    // biome-ignore lint/correctness/noConstructorReturn: every user must hold the proxy that refuses unknown members
    return self;
  }

  async _open() {
    const { session } = this.webContents;
    await session._open();
    const { width, height } = this._bounds;
    const isHeaded = Boolean(process.env.STANDIN_HEADED);
    this._targetId = (
      await runtime.browser.root.send("Target.createTarget", {
        url: "about:blank",
        newWindow: true,
        width,
        height,
        browserContextId: session._contextId,
        ...(isHeaded && !this._isVisible ? { windowState: "minimized" } : {}),
      })
    ).targetId;
    await this.webContents._attach(this._targetId);
  }

  /** The first document is there: Electron's ready-to-show. */
  _firstDocument() {
    if (this._hadDocument) return;
    this._hadDocument = true;
    this.emit("ready-to-show");
  }

  async _close() {
    if (this._isDestroyed) return true;
    const event = new StandInEvent();
    this.emit("close", event);
    if (event.defaultPrevented) return false;
    await this._opened.catch(() => {}); // a window that never opened can still be closed
    this.destroy();
    return true;
  }

  close() {
    this._close().catch(reportFault);
  }

  destroy() {
    if (this._isDestroyed) return;
    if (this._targetId) {
      tolerateGone(runtime.browser.root.send("Target.closeTarget", { targetId: this._targetId })).catch(reportFault);
    }
    this._gone();
  }

  _gone() {
    if (this._isDestroyed) return;
    this._isDestroyed = true;
    runtime.windows.delete(this.id);
    if (runtime.focused === this._self)
      runtime.focused = BrowserWindow.getAllWindows().findLast((one) => one._isVisible && one._isFocusable) ?? null;
    this.webContents._destroyed();
    this.emit("closed");
    if (runtime.windows.size === 0) require("./app.cjs").app._allWindowsClosed();
  }

  isDestroyed() {
    return this._isDestroyed;
  }

  loadURL(url) {
    return this.webContents.loadURL(url);
  }

  loadFile(file, options) {
    return this.webContents.loadFile(file, options);
  }

  reload() {
    this.webContents.reload();
  }

  capturePage(rect) {
    return this.webContents.capturePage(rect);
  }

  show() {
    this.showInactive();
    this.focus();
  }

  showInactive() {
    if (this._isVisible) return;
    this._isVisible = true;
    this._applyState("normal");
    this.emit("show");
  }

  hide() {
    if (!this._isVisible) return;
    this._isVisible = false;
    this.blur();
    this._applyState("minimized");
    this.emit("hide");
  }

  isVisible() {
    return this._isVisible;
  }

  /** As in Electron, a minimised window is no longer the one that is typed into. */
  minimize() {
    super.minimize();
    this.blur();
  }

  isFocusable() {
    return this._isFocusable;
  }

  setVisibleOnAllWorkspaces(isVisible, options) {
    record("win.setVisibleOnAllWorkspaces", isVisible, options);
  }

  focus() {
    if (runtime.focused === this._self || !this._isFocusable) return;
    runtime.focused?.blur();
    runtime.focused = this._self;
    this.emit("focus");
    require("./app.cjs").app.emit("browser-window-focus", new StandInEvent(), this._self);
  }

  blur() {
    if (runtime.focused !== this._self) return;
    runtime.focused = null;
    this.emit("blur");
    require("./app.cjs").app.emit("browser-window-blur", new StandInEvent(), this._self);
  }

  isFocused() {
    return runtime.focused === this._self;
  }

  setMinimumSize(width, height) {
    record("win.setMinimumSize", width, height);
  }

  getTitle() {
    return this._title;
  }

  setTitle(title) {
    this._title = title;
  }

  setAlwaysOnTop(isOnTop, level) {
    record("win.setAlwaysOnTop", isOnTop, level);
    if (this._isOnTop === isOnTop) return;
    this._isOnTop = isOnTop;
    this.emit("always-on-top-changed", new StandInEvent(), isOnTop);
  }

  isAlwaysOnTop() {
    return this._isOnTop;
  }

  flashFrame(isFlashing) {
    record("win.flashFrame", isFlashing);
  }

  setProgressBar(progress) {
    record("win.setProgressBar", progress);
  }

  setOverlayIcon(_icon, description) {
    record("win.setOverlayIcon", description);
  }

  setContentProtection(isProtected) {
    record("win.setContentProtection", isProtected);
  }

  setSkipTaskbar(isSkipped) {
    record("win.setSkipTaskbar", isSkipped);
  }

  setBackgroundColor(color) {
    record("win.setBackgroundColor", color);
  }

  setTitleBarOverlay(options) {
    record("win.setTitleBarOverlay", options);
  }

  setIcon() {
    record("win.setIcon");
  }

  setMenu(menu) {
    this._menu = menu;
  }

  removeMenu() {
    this._menu = null;
  }

  setMenuBarVisibility(isVisible) {
    record("win.setMenuBarVisibility", isVisible);
  }

  moveTop() {
    record("win.moveTop");
  }
}

runtime.createWindow = (options) => new BrowserWindow(options);

module.exports = { BrowserWindow };
