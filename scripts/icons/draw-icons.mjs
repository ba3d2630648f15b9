import fs from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";
import { ensureChromium } from "../setup/chromium.mjs";
import { inProject } from "../setup/project.mjs";
import { makeIcns, makeIco } from "./containers.mjs";

const folder = inProject("assets/icons");
const trayLooks = ["online", "ringing", "talk", "break", "offline"];
const missedCounts = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "9+"];
const appSizes = [16, 32, 48, 64, 128, 256, 512, 1024];
const windowsSizes = [16, 32, 48, 64, 128, 256];
const macSizes = [16, 32, 64, 128, 256, 512, 1024];

/** Draws the pictures of assets/icons from their SVG sources; run it after a source changed. */
export async function drawIcons() {
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    for (const look of trayLooks) {
      save(`tray-${look}.png`, await draw(page, `tray-${look}`, 16));
      save(`tray-${look}@2x.png`, await draw(page, `tray-${look}`, 32));
    }
    await drawOverlays(page);
    const pictures = [];
    for (const size of appSizes) pictures.push({ size, png: await draw(page, "icon", size) });
    for (const { size, png } of pictures) save(`app/${size}x${size}.png`, png);
    // What the windows themselves show where the system takes no icon from the program (Linux).
    for (const { png } of pictures.filter(({ size }) => size === 256)) save("icon.png", png);
    save("app/icon.ico", makeIco(pictures.filter(({ size }) => windowsSizes.includes(size))));
    save("app/icon.icns", makeIcns(pictures.filter(({ size }) => macSizes.includes(size))));
  } finally {
    await browser.close();
  }
}

/** The small mark on the button of the task bar (Windows): a ring, or how many calls were missed. */
async function drawOverlays(page) {
  for (const [suffix, size] of [
    ["", 16],
    ["@2x", 32],
  ]) {
    save(`overlay-ringing${suffix}.png`, await draw(page, "overlay-ringing", size));
    for (const count of missedCounts) {
      const name = count === "9+" ? "many" : count;
      save(`overlay-missed-${name}${suffix}.png`, await draw(page, "overlay-missed", size, count));
    }
  }
}

function save(name, content) {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
}

async function draw(page, source, size, count = "") {
  const svg = fs
    .readFileSync(path.join(folder, "source", `${source}.svg`), "utf8")
    .replace("{{count}}", count)
    .replace("{{size}}", count.length > 1 ? "15" : "20");
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  return page.screenshot({ omitBackground: true, clip: { x: 0, y: 0, width: size, height: size } });
}
