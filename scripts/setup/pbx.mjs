import fs from "node:fs";
import path from "node:path";
import { debianFolder, ensureDebianPackages, findDebianPackages } from "./debian-packages.mjs";

const pbx = {
  name: "pbx",
  what: "Asterisk, SIPp and baresip",
  size: "about 90 MB",
  /** Grows when what is unpacked changes; folders of other numbers are left alone, for other checkouts use them. */
  layout: 1,
  // Asterisk, with the two customers that call through it, and what Asterisk only recommends: sounds and music on hold.
  packages: [
    ...["asterisk", "asterisk-core-sounds-en-gsm", "asterisk-core-sounds-ru-gsm", "asterisk-moh-opsound-gsm"],
    ...["sip-tester", "baresip-core"],
  ],
  // Debian 12 and 13 have no Asterisk; these two carry version 22. Suites roll: the second is there for the day the first does not.
  suites: ["forky", "sid"],
  stampOf: "asterisk",
  finish: (folder) => linkSounds(path.join(folder, "usr/share/asterisk/sounds")),
};

/** Where the PBX lies on this machine, for every checkout of this user. */
export function pbxFolder(environment = process.env) {
  return debianFolder(pbx, environment);
}

/** The unpacked packages: their folder, the loader that starts their programs, and where these find their libraries. */
export function findPbx(environment = process.env) {
  return findDebianPackages(pbx, environment.TANDEM_PBX ?? pbxFolder(environment));
}

/** Asterisk, SIPp and baresip, fetched from Debian and unpacked in a folder of their own: nothing is installed. */
export async function ensurePbx() {
  return findPbx() ?? ensureDebianPackages(pbx);
}

/** What the packages' own scripts would link when they are installed: each language's voice. */
function linkSounds(sounds) {
  for (const [language, voice] of Object.entries({ en: "en_US_f_Allison", ru: "ru_RU_f_IvrvoiceRU" })) {
    if (fs.existsSync(path.join(sounds, voice))) {
      fs.rmSync(path.join(sounds, language), { recursive: true, force: true });
      fs.symlinkSync(voice, path.join(sounds, language));
    }
  }
}
