"use strict";
// What the operating system tells an app; tests change it through the modules themselves or by emitting their events.
const { EventEmitter } = require("node:events");
const { record, reportFault, runtime } = require("./runtime.cjs");
const { strict } = require("./strict.cjs");

class NativeTheme extends EventEmitter {
  constructor() {
    super();
    this._source = "system";
    this.shouldUseHighContrastColors = false;
    this.shouldUseInvertedColorScheme = false;
    this.inForcedColorsMode = false;
    this.prefersReducedTransparency = false;
  }

  get themeSource() {
    return this._source;
  }

  set themeSource(source) {
    if (source === this._source) return;
    this._source = source;
    for (const window of runtime.windows.values())
      window._opened.then(() => window.webContents._applyTheme()).catch(reportFault);
    this.emit("updated");
  }

  get shouldUseDarkColors() {
    return this._source === "dark";
  }
}
const nativeTheme = strict("nativeTheme", new NativeTheme());

const emitterWith = (name, members) => strict(name, Object.assign(new EventEmitter(), members));

const powerMonitor = emitterWith("powerMonitor", {
  getSystemIdleState: () => "active",
  getSystemIdleTime: () => 0,
  getCurrentThermalState: () => "nominal",
  isOnBatteryPower: () => false,
  onBatteryPower: false,
});

const area = { x: 0, y: 0, width: 1920, height: 1080 };
const display = {
  id: 1,
  label: "stand-in",
  bounds: area,
  workArea: area,
  size: { width: area.width, height: area.height },
  workAreaSize: { width: area.width, height: area.height },
  scaleFactor: 1,
  rotation: 0,
  internal: true,
  touchSupport: "unavailable",
};
const screen = emitterWith("screen", {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
  getDisplayMatching: () => display,
  getDisplayNearestPoint: () => display,
  getCursorScreenPoint: () => ({ x: 0, y: 0 }),
});

let lastBlocker = 0;
const blockers = new Set();
const powerSaveBlocker = strict("powerSaveBlocker", {
  start(type) {
    record("powerSaveBlocker.start", type);
    blockers.add(++lastBlocker);
    return lastBlocker;
  },
  stop: (id) => blockers.delete(id),
  isStarted: (id) => blockers.has(id),
});

const crashReporter = strict("crashReporter", {
  start: (options) => record("crashReporter.start", options),
  addExtraParameter: (key, value) => record("crashReporter.addExtraParameter", key, value),
  getUploadToServer: () => false,
});

const systemPreferences = emitterWith("systemPreferences", {
  getMediaAccessStatus: () => "granted",
});

module.exports = { crashReporter, nativeTheme, powerMonitor, powerSaveBlocker, screen, systemPreferences };
