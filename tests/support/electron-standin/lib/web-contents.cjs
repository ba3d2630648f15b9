"use strict";
// webContents over one CDP session with a Chromium target.
const { EventEmitter } = require("node:events");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { RendererChannel, preloadProcess } = require("./contents-channel.cjs");
const { handlePaused } = require("./contents-network.cjs");
const { createIpc } = require("./ipc-main.cjs");
const { createNativeImage } = require("./native-image.cjs");
const { record, reportFault, runtime, tolerateGone } = require("./runtime.cjs");
const { fromCarried, originOf, toCarried } = require("./schemes.cjs");
const { fromPartition } = require("./session.cjs");
const { StandInEvent, notImplemented, strict } = require("./strict.cjs");

const KNOWN_SCHEMES = new Set(["http:", "https:", "file:", "data:", "about:", "blob:"]);
/** Chromium's termination status in Electron's words. */
const GONE_REASONS = { abnormal: "abnormal-exit", normal: "clean-exit", "failed to launch": "launch-failed" };
let lastId = 0;

class WebContents extends EventEmitter {
  constructor(window, preferences) {
    super();
    this.setMaxListeners(0);
    this.id = ++lastId;
    this.session = preferences.session ?? fromPartition(preferences.partition ?? "");
    this.ipc = createIpc();
    this._window = window;
    this._preferences = preferences;
    this._url = "";
    this._title = "";
    this._zoom = 1;
    this._processId = 0;
    this._isDestroyed = false;
    this._isCrashed = false;
    this._isLoading = false;
    this._allowedUrl = null;
    this._policy = "";
    this._self = strict("webContents", this);
    this._channel = new RendererChannel(this._self);
    this.mainFrame = this._createMainFrame();
    runtime.contents.set(this.id, this._self);
    // biome-ignore lint/correctness/noConstructorReturn: every user must hold the proxy that refuses unknown members
    return this._self;
  }

  _createMainFrame() {
    const contents = this._self;
    const frame = strict("webFrameMain", {
      get url() {
        return contents._url;
      },
      get origin() {
        return originOf(contents._url);
      },
      get top() {
        return frame;
      },
      get osProcessId() {
        return contents._processId;
      },
      parent: null,
      frames: [],
      routingId: 1,
      processId: this.id,
      detached: false,
      send: (...args) => contents.send(...args),
      postMessage: (...args) => contents.postMessage(...args),
      executeJavaScript: (code) => contents.executeJavaScript(code),
      isDestroyed: () => contents._isDestroyed,
      reload: () => contents.reload(),
    });
    return frame;
  }

  async _attach(targetId) {
    const { sessionId } = await runtime.browser.root.send("Target.attachToTarget", { targetId, flatten: true });
    const cdp = runtime.browser.connection.session(sessionId);
    this._cdp = cdp;
    this._targetId = targetId;
    this._frameId = targetId; // Chromium names a page target by its main frame
    this._listen(cdp);
    await Promise.all([
      cdp.send("Page.enable"),
      cdp.send("Runtime.enable"),
      cdp.send("Network.enable", { maxTotalBufferSize: 0, maxResourceBufferSize: 0 }),
      cdp.send("Fetch.enable", { patterns: [{ urlPattern: "*" }] }),
      ...this._channel.install(cdp, this._preferences.preload, preloadProcess(this._preferences.additionalArguments)),
      this._applyTheme(),
    ]);
  }

  _listen(cdp) {
    const event = (fields) => new StandInEvent(fields);
    cdp.on("Fetch.requestPaused", (paused) => handlePaused(this._self, paused).catch(reportFault));
    cdp.on("Page.frameNavigated", ({ frame }) => {
      if (frame.parentId || frame.unreachableUrl) return;
      this._url = fromCarried(frame.url + (frame.urlFragment ?? ""));
      this.emit("did-navigate", event(), this._url, 200, "OK");
    });
    cdp.on("Page.navigatedWithinDocument", ({ frameId, url }) => {
      if (frameId !== this._frameId) return;
      this._url = fromCarried(url);
      this.emit("did-navigate-in-page", event(), this._url, true);
    });
    cdp.on("Page.domContentEventFired", () => {
      this.emit("dom-ready", event());
      this._window._firstDocument();
    });
    cdp.on("Page.loadEventFired", () => {
      this._isLoading = false;
      this.emit("did-finish-load", event());
      this.emit("did-stop-loading");
      this._readTitle().catch(reportFault);
    });
    cdp.on("Page.windowOpen", ({ url, windowName, windowFeatures }) => {
      this._openWindow(fromCarried(url), windowName, windowFeatures);
    });
    cdp.on("Page.javascriptDialogOpening", ({ type, message }) => this._answerDialog(type, message));
    cdp.on("Runtime.consoleAPICalled", ({ type, args }) => {
      const message = args.map((arg) => arg.value ?? arg.description).join(" ");
      this.emit(
        "console-message",
        event({ level: type === "warn" ? "warning" : type, message, frame: this.mainFrame }),
      );
    });
    cdp.on("Inspector.targetReloadedAfterCrash", () => {
      this._isCrashed = false;
    });
  }

  async _readTitle() {
    const answer = await tolerateGone(this._cdp.send("Target.getTargetInfo"));
    const title = answer?.targetInfo.title ?? "";
    if (title === this._title) return;
    this._title = title;
    const event = new StandInEvent();
    this.emit("page-title-updated", event, title, true);
    this._window.emit("page-title-updated", event, title, true);
    if (!event.defaultPrevented) this._window._title = title;
  }

  _openWindow(url, frameName, features) {
    const referrer = { url: this._url, policy: "strict-origin-when-cross-origin" };
    const details = { url, frameName, features: (features ?? []).join(","), disposition: "new-window", referrer };
    const { action, overrideBrowserWindowOptions = {} } = this._openHandler?.(details) ?? { action: "allow" };
    record("window.open", url, action);
    if (action === "deny") return;
    // The page has got null already; the window itself comes, so that a missing handler shows.
    const inherited = { ...this._preferences, ...overrideBrowserWindowOptions.webPreferences };
    const window = runtime.createWindow({ ...overrideBrowserWindowOptions, webPreferences: inherited });
    this.emit("did-create-window", window, details);
    window.loadURL(url).catch((error) => record("window.open failed", url, error.message));
  }

  _answerDialog(type, message) {
    record("page.dialog", type, message);
    const event = new StandInEvent();
    if (type === "beforeunload") this.emit("will-prevent-unload", event);
    const accept = type === "beforeunload" ? event.defaultPrevented : type === "alert";
    tolerateGone(this._cdp.send("Page.handleJavaScriptDialog", { accept })).catch(reportFault);
  }

  /** Request ids made by a renderer are `<process id>.<number>`. */
  _noteProcess(networkId) {
    const processId = Number(/^(\d+)\.\d+$/.exec(networkId ?? "")?.[1]);
    if (processId) this._processId = processId;
  }

  _crashed(status, exitCode) {
    this._isCrashed = true;
    this._isLoading = false;
    this._processId = 0;
    this._channel.reset();
    const details = { reason: GONE_REASONS[status] ?? status, exitCode };
    this.emit("render-process-gone", new StandInEvent(), details);
    require("./app.cjs").app.emit("render-process-gone", new StandInEvent(), this._self, details);
  }

  _destroyed() {
    this._isDestroyed = true;
    this._channel.reset();
    runtime.contents.delete(this.id);
    this.emit("destroyed");
  }

  _applyTheme() {
    const source = require("./os-state.cjs").nativeTheme.themeSource;
    const features = [{ name: "prefers-color-scheme", value: source === "system" ? "" : source }];
    return tolerateGone(this._cdp.send("Emulation.setEmulatedMedia", { features }));
  }

  async loadURL(url) {
    const carried = toCarried(url);
    const fail = (code, errno) => Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { code, errno, url });
    if (carried === url && !KNOWN_SCHEMES.has(new URL(url).protocol)) throw fail("ERR_UNKNOWN_URL_SCHEME", -302);
    await this._window._opened;
    if (this._isDestroyed) throw fail("ERR_FAILED", -2);
    const loaded = new Promise((resolve) => this.once("did-finish-load", resolve));
    const destroyed = new Promise((resolve) => this.once("destroyed", resolve));
    this._startLoading(carried);
    const { errorText } = await this._cdp.send("Page.navigate", { url: carried });
    this._allowedUrl = null;
    if (errorText) {
      const code = errorText.replace("net::", "");
      this._isLoading = false;
      this.emit("did-fail-load", new StandInEvent(), -2, code, url, true);
      throw fail(code, -2);
    }
    await Promise.race([loaded, destroyed]);
  }

  loadFile(file, { hash } = {}) {
    const url = pathToFileURL(path.resolve(runtime.app.root, file)).href;
    return this.loadURL(hash ? `${url}#${hash}` : url);
  }

  _startLoading(carriedUrl) {
    this._allowedUrl = carriedUrl;
    this._isLoading = true;
    this.emit("did-start-loading");
  }

  reload() {
    this._startLoading(toCarried(this._url));
    tolerateGone(this._cdp.send("Page.reload")).catch(reportFault);
  }

  reloadIgnoringCache() {
    this._startLoading(toCarried(this._url));
    tolerateGone(this._cdp.send("Page.reload", { ignoreCache: true })).catch(reportFault);
  }

  send(channel, ...args) {
    this._checkAlive();
    this._channel.push(channel, args);
  }

  postMessage(channel, message, transfer) {
    this._checkAlive();
    this._channel.push(channel, [message], transfer);
  }

  _checkAlive() {
    if (this._isDestroyed) throw new TypeError("Object has been destroyed");
  }

  async executeJavaScript(expression, userGesture = false) {
    await this._window._opened;
    const options = { expression, awaitPromise: true, returnByValue: true, userGesture };
    const { result, exceptionDetails } = await this._cdp.send("Runtime.evaluate", options);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? "Script failed to execute");
    return result.value;
  }

  insertCSS(css) {
    const add = `{ const style = document.createElement("style"); style.textContent = ${JSON.stringify(css)}; document.head.append(style); }`;
    return this.executeJavaScript(`${add}; ""`);
  }

  async capturePage(rect) {
    await this._window._opened;
    const clip = rect ? { clip: { ...rect, scale: 1 } } : {};
    const { data } = await this._cdp.send("Page.captureScreenshot", { format: "png", ...clip });
    return createNativeImage(Buffer.from(data, "base64"));
  }

  setWindowOpenHandler(handler) {
    this._openHandler = handler;
  }

  forcefullyCrashRenderer() {
    tolerateGone(this._cdp.send("Page.crash")).catch(reportFault);
  }

  /** 0 until the page has asked for its first subresource. */
  getOSProcessId() {
    return this._processId;
  }

  getProcessId() {
    return this.id;
  }

  getURL() {
    return this._url;
  }

  getTitle() {
    return this._title;
  }

  getType() {
    return "window";
  }

  getLastWebPreferences() {
    return this._preferences;
  }

  getDevToolsTargetId() {
    return this._targetId;
  }

  isDestroyed() {
    return this._isDestroyed;
  }

  isCrashed() {
    return this._isCrashed;
  }

  isLoading() {
    return this._isLoading;
  }

  isLoadingMainFrame() {
    return this._isLoading;
  }

  isFocused() {
    return runtime.focused === this._window;
  }

  focus() {
    this._window.focus();
  }

  setZoomFactor(factor) {
    this._zoom = factor;
    tolerateGone(this._cdp.send("Emulation.setPageScaleFactor", { pageScaleFactor: factor })).catch(reportFault);
  }

  getZoomFactor() {
    return this._zoom;
  }

  setVisualZoomLevelLimits() {
    return Promise.resolve();
  }

  setBackgroundThrottling(isAllowed) {
    record("webContents.setBackgroundThrottling", isAllowed);
  }

  getBackgroundThrottling() {
    return this._preferences.backgroundThrottling ?? true;
  }

  setAudioMuted(isMuted) {
    if (isMuted) throw notImplemented("webContents.setAudioMuted(true)");
  }

  openDevTools(options) {
    record("webContents.openDevTools", options);
  }

  closeDevTools() {
    record("webContents.closeDevTools");
  }

  isDevToolsOpened() {
    return false;
  }

  close() {
    this._window.close();
  }
}

const all = () => [...runtime.contents.values()];
const webContents = strict("webContents", {
  getAllWebContents: all,
  fromId: (id) => runtime.contents.get(id),
  fromFrame: (frame) => all().find((contents) => contents.mainFrame === frame),
  fromDevToolsTargetId: (targetId) => all().find((contents) => contents._targetId === targetId),
  getFocusedWebContents: () => runtime.focused?.webContents ?? null,
});

module.exports = { WebContents, webContents };
