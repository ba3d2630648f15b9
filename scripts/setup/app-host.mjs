import { ensureChromium } from "./chromium.mjs";
import { hasDisplay } from "./display.mjs";
import { ensureElectron, findElectron, standInExecutable, wantedElectron } from "./electron.mjs";
import { sandboxObstacle } from "./electron-sandbox.mjs";
import { SetUpError, say } from "./say.mjs";

/** Decides what runs the app here: real Electron when it can open a window, else the stand-in on Chromium. */
export async function ensureAppHost() {
  const wanted = wantedElectron();
  if (wanted === "real") return electronHost(await ensureElectron());
  if (wanted === "stand-in") return standInHost();
  if (!hasDisplay()) {
    say(
      findElectron()
        ? "no display: Electron cannot open a window, running headless on the Electron stand-in"
        : "no display: running headless on the Electron stand-in",
    );
    return standInHost();
  }
  const executable = await ensureElectron();
  if (executable) return electronHost(executable);
  say("Electron cannot be fetched here: running on the Electron stand-in (Chromium)");
  return standInHost();
}

function electronHost(executable) {
  const obstacle = sandboxObstacle(executable);
  if (obstacle) say(`Electron runs without Chromium's sandbox ${obstacle}`);
  return { kind: "electron", executable, args: obstacle ? ["--no-sandbox"] : [], environment: {} };
}

async function standInHost() {
  if (process.platform === "win32") {
    throw new SetUpError(
      "Electron cannot be fetched, and its stand-in runs on Linux and macOS only: see ELECTRON_MIRROR.",
    );
  }
  await ensureChromium();
  const environment = hasDisplay() ? { STANDIN_HEADED: "1" } : {};
  return { kind: "stand-in", executable: standInExecutable, args: [], environment };
}
