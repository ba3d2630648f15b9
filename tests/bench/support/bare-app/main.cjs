// The baseline of start and reload: one window with a tiny page over an own scheme, and nothing else.
const fs = require("node:fs");
const path = require("node:path");
const { app, BrowserWindow, protocol } = require("electron");

const URL_OF_PAGE = "app://bare/page.html";

protocol.registerSchemesAsPrivileged([{ scheme: "app", privileges: { standard: true, secure: true } }]);
app.enableSandbox();
app.on("window-all-closed", () => app.quit());
void app.whenReady().then(() => {
  const page = fs.readFileSync(path.join(__dirname, "page.html"));
  protocol.handle("app", () => new Response(page, { headers: { "content-type": "text/html; charset=utf-8" } }));
  const window = new BrowserWindow({ show: false, width: 900, height: 640, webPreferences: { sandbox: true } });
  window.once("ready-to-show", () => window.show());
  window.webContents.on("render-process-gone", () => window.webContents.reload());
  void window.loadURL(URL_OF_PAGE);
});
