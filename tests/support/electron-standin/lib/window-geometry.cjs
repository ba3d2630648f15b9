"use strict";
// Place, size and state of a window. There is no window manager: the state is kept here, the size goes to Chromium.
const { EventEmitter } = require("node:events");
const { reportFault, runtime, tolerateGone } = require("./runtime.cjs");

const MAXIMIZED = { x: 0, y: 0, width: 1920, height: 1080 };

class WindowGeometry extends EventEmitter {
  constructor({ x = 0, y = 0, width = 800, height = 600 }) {
    super();
    this.setMaxListeners(0);
    this._bounds = { x, y, width, height };
    this._state = "normal";
  }

  minimize() {
    this._setState("minimized", "minimize");
  }

  maximize() {
    this._setState("maximized", "maximize");
  }

  unmaximize() {
    if (this._state === "maximized") this._setState("normal", "unmaximize");
  }

  restore() {
    if (this._state === "minimized") this._setState("normal", "restore");
  }

  setFullScreen(isFull) {
    if (isFull !== this.isFullScreen())
      this._setState(isFull ? "fullscreen" : "normal", isFull ? "enter-full-screen" : "leave-full-screen");
  }

  _setState(state, event) {
    if (this._state === state) return;
    this._state = state;
    this._applySize();
    this.emit(event);
    if (state !== "minimized") this.emit("resize");
  }

  isMinimized() {
    return this._state === "minimized";
  }

  isMaximized() {
    return this._state === "maximized";
  }

  isFullScreen() {
    return this._state === "fullscreen";
  }

  isNormal() {
    return this._state === "normal";
  }

  getBounds() {
    return this.isMaximized() || this.isFullScreen() ? { ...MAXIMIZED } : { ...this._bounds };
  }

  getNormalBounds() {
    return { ...this._bounds };
  }

  getContentBounds() {
    return this.getBounds();
  }

  setBounds(bounds) {
    const before = this._bounds;
    this._bounds = { ...before, ...bounds };
    this._applySize();
    if (before.width !== this._bounds.width || before.height !== this._bounds.height) this.emit("resize");
    if (before.x !== this._bounds.x || before.y !== this._bounds.y) this.emit("move");
  }

  getSize() {
    const { width, height } = this.getBounds();
    return [width, height];
  }

  getContentSize() {
    return this.getSize();
  }

  setSize(width, height) {
    this.setBounds({ width, height });
  }

  setContentSize(width, height) {
    this.setBounds({ width, height });
  }

  getPosition() {
    const { x, y } = this.getBounds();
    return [x, y];
  }

  setPosition(x, y) {
    this.setBounds({ x, y });
  }

  center() {
    this.setPosition(
      Math.round((MAXIMIZED.width - this._bounds.width) / 2),
      Math.round((MAXIMIZED.height - this._bounds.height) / 2),
    );
  }

  /** Size of the real page, so that its layout follows. Chromium's own tab strip and address bar come on top. */
  _applySize() {
    const { width, height } = this.getBounds();
    this._change("Browser.setContentsSize", { width, height });
  }

  /** Only with a display is there anything to minimise. */
  _applyState(windowState) {
    if (process.env.STANDIN_HEADED) this._change("Browser.setWindowBounds", { bounds: { windowState } });
  }

  _change(method, what) {
    const apply = async () => {
      await this._opened;
      const { windowId } = await runtime.browser.root.send("Browser.getWindowForTarget", { targetId: this._targetId });
      await runtime.browser.root.send(method, { windowId, ...what });
    };
    tolerateGone(apply()).catch(reportFault);
  }
}

module.exports = { WindowGeometry };
