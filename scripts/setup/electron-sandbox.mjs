import fs from "node:fs";
import path from "node:path";

/**
 * Why Chromium's sandbox cannot work here, or undefined. Electron aborts as root, and where neither the SUID helper is
 * installed nor unprivileged user namespaces are allowed (Ubuntu 24.04 restricts them by AppArmor).
 */
export function sandboxObstacle(executable) {
  if (process.platform !== "linux") return undefined;
  if (process.getuid?.() === 0) return "as root";
  const helper = fs.statSync(path.join(path.dirname(executable), "chrome-sandbox"), { throwIfNoEntry: false });
  const isHelperInstalled = helper?.uid === 0 && (helper.mode & 0o4000) !== 0;
  if (isHelperInstalled) return undefined;
  if (readSwitch("/proc/sys/kernel/unprivileged_userns_clone") === "0") return "without user namespaces";
  if (readSwitch("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") === "1") return "without user namespaces";
  return undefined;
}

function readSwitch(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8").trim() : undefined;
}
