import fs from "node:fs";
import path from "node:path";

/** As much of a Windows distribution as electron-builder touches when it edits no resources. */
export function makeWindowsDistribution(folder: string): string {
  fs.mkdirSync(path.join(folder, "locales"), { recursive: true });
  for (const locale of ["de", "en-US", "ru"]) fs.writeFileSync(path.join(folder, "locales", `${locale}.pak`), "");
  fs.writeFileSync(path.join(folder, "electron.exe"), fuseWire());
  return folder;
}

/** As much of a macOS distribution as electron-builder renames and reads; the fuses sit in the framework. */
export function makeMacDistribution(folder: string): string {
  const contents = path.join(folder, "Electron.app", "Contents");
  writeBundle(contents, "Electron");
  writeBundle(path.join(contents, "Frameworks", "Electron Helper.app", "Contents"), "Electron Helper");
  const framework = path.join(contents, "Frameworks", "Electron Framework.framework");
  const resources = path.join(framework, "Versions", "A", "Resources");
  for (const language of ["de", "en", "ru"]) {
    fs.mkdirSync(path.join(resources, `${language}.lproj`), { recursive: true });
    fs.writeFileSync(path.join(resources, `${language}.lproj`, "locale.pak"), "");
  }
  fs.writeFileSync(path.join(framework, "Electron Framework"), fuseWire());
  return folder;
}

function writeBundle(contents: string, name: string): void {
  fs.mkdirSync(path.join(contents, "MacOS"), { recursive: true });
  fs.mkdirSync(path.join(contents, "Resources"), { recursive: true });
  fs.writeFileSync(path.join(contents, "MacOS", name), "");
  fs.writeFileSync(path.join(contents, "Info.plist"), infoPlist(name));
}

function infoPlist(name: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>CFBundleExecutable</key><string>${name}</string>
<key>CFBundleIdentifier</key><string>com.github.electron</string>
<key>CFBundleIconFile</key><string>electron.icns</string>
</dict></plist>
`;
}

/** The mark, version 1, nine fuses as Electron 45 comes. */
function fuseWire(): Buffer {
  return Buffer.concat([
    Buffer.from("dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX"),
    Buffer.from([1, 9]),
    Buffer.from("101100011"),
  ]);
}
