import fs from "node:fs";
import path from "node:path";
import { inProject, node24, outFolder } from "../setup/project.mjs";

// Electron's executable carries its fuses as a wire of bytes behind this mark (electron/build/fuses): version, length,
// one character a fuse ("0" off, "1" on, "r" removed).
const fuseMark = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
const wireVersion = 1;
/** As Electron 45 comes: runAsNode, nodeOptions, nodeCliInspect, fileProtocol and wasmTrapHandlers on. */
const wire = "101100011";

/** Electron brings 55; one that we don't speak shows that the others are left out. */
const locales = ["de", "en-US", "ru"];

/**
 * A distribution for packing where real Electron cannot be had: the stand-in with a fuse wire at its end, behind the
 * last line a shell would read, so that electron-builder really flips fuses and they can be read back.
 */
export function makeStandInDistribution(folder = path.join(outFolder, "stand-in-distribution")) {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.cpSync(inProject("tests/support/electron-standin/dist"), folder, { recursive: true });
  const wireBytes = Buffer.concat([
    Buffer.from(`\nexit\n# ${fuseMark}`),
    Buffer.from([wireVersion, wire.length]),
    Buffer.from(`${wire}\n`),
  ]);
  nameItsParts(path.join(folder, "electron"));
  fs.mkdirSync(path.join(folder, "locales"), { recursive: true });
  for (const locale of locales) fs.writeFileSync(path.join(folder, "locales", `${locale}.pak`), "");
  fs.appendFileSync(path.join(folder, "electron"), wireBytes);
  return folder;
}

/** The stand-in finds its library beside itself; a packed copy has to be told where that is. */
function nameItsParts(executable) {
  const [first, ...rest] = fs.readFileSync(executable, "utf8").split("\n");
  const parts = {
    ELECTRON_STANDIN_LIB: inProject("tests/support/electron-standin/lib"),
    ELECTRON_STANDIN_NODE: node24,
  };
  const names = Object.entries(parts).map(([name, place]) => `: "\${${name}:=${place}}"`);
  fs.writeFileSync(executable, [first, ...names, ...rest].join("\n"));
}
