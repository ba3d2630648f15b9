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

const sizeOf = ({ width, height }) => ({ width, height });
const displayOf = ({ id, bounds, workArea = bounds }) => ({
  id,
  label: "stand-in",
  bounds,
  workArea,
  size: sizeOf(bounds),
  workAreaSize: sizeOf(workArea),
  scaleFactor: 1,
  rotation: 0,
  internal: true,
  touchSupport: "unavailable",
});
let displays = [displayOf({ id: 1, bounds: { x: 0, y: 0, width: 1920, height: 1080 } })];
let cursor = { x: 0, y: 0 };

/** How far a span [from, from + length) is from a place. */
const outside = (place, from, length) => Math.max(from - place, 0, place - (from + length - 1));
const nearest = ({ x, y }) => {
  const away = ({ bounds }) => Math.hypot(outside(x, bounds.x, bounds.width), outside(y, bounds.y, bounds.height));
  return displays.toSorted((one, other) => away(one) - away(other))[0];
};
const screen = emitterWith("screen", {
  getPrimaryDisplay: () => displays[0],
  getAllDisplays: () => [...displays],
  getDisplayMatching: ({ x, y, width, height }) => nearest({ x: x + width / 2, y: y + height / 2 }),
  getDisplayNearestPoint: nearest,
  getCursorScreenPoint: () => ({ ...cursor }),
});

/** For tests: the monitors (`{ id, bounds, workArea }`) and where the pointer is. */
const screenHands = {
  setDisplays(given) {
    displays = given.map(displayOf);
    screen.emit("display-metrics-changed", {}, displays[0], ["bounds", "workArea"]);
  },
  setCursor(point) {
    cursor = point;
  },
};

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

module.exports = { crashReporter, nativeTheme, powerMonitor, powerSaveBlocker, screen, screenHands, systemPreferences };
