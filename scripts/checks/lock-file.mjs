import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root as projectRoot } from "../setup/project.mjs";

// A registry that lacks other platforms' packages (a mirror, an offline cache) makes npm leave them out of the lock
// file; `npm ci` then refuses to work, there and everywhere else (npm/cli#4828). They can be written down without
// being fetched: name and exact version are in the package that wants them, the platform is in the name.

const systems = {
  android: "android",
  darwin: "darwin",
  freebsd: "freebsd",
  linux: "linux",
  openharmony: "openharmony",
  win32: "win32",
};
const processors = ["arm", "arm64", "ia32", "ppc64", "riscv64", "s390x", "x64"];

/** The optional packages that are wanted and not in the lock file, as entries for it. */
export function missingEntries(lock) {
  const missing = Object.entries(lock.packages).flatMap(([place, wanting]) =>
    Object.entries(wanting.optionalDependencies ?? {})
      .filter(([name]) => !isFound(lock, place, name))
      .map(([name, version]) => [`node_modules/${name}`, lockEntry(name, version, wanting.dev === true)]),
  );
  return Object.fromEntries(missing);
}

/** Looks where Node looks: in the package's own node_modules, then in those above it. */
function isFound(lock, place, name) {
  for (let above = place; ; above = above.slice(0, Math.max(0, above.lastIndexOf("/node_modules/")))) {
    if (lock.packages[`${above}${above ? "/" : ""}node_modules/${name}`]) return true;
    if (above === "") return false;
  }
}

function lockEntry(name, version, isDevelopment) {
  const words = name.split("/").at(-1).split(/[-.]/);
  const system = words.find((word) => Object.hasOwn(systems, word));
  const processor = words.find((word) => processors.includes(word));
  const library = words.some((word) => word.startsWith("musl"))
    ? "musl"
    : words.some((word) => word.startsWith("gnu")) && "glibc";
  return {
    version,
    ...(processor ? { cpu: [processor] } : {}),
    ...(isDevelopment ? { dev: true } : {}),
    ...(library ? { libc: [library] } : {}),
    optional: true,
    ...(system ? { os: [systems[system]] } : {}),
  };
}

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  const file = path.join(projectRoot, "package-lock.json");
  const lock = JSON.parse(fs.readFileSync(file, "utf8"));
  const missing = missingEntries(lock);
  const { "": project, ...others } = lock.packages;
  const sorted = Object.entries({ ...others, ...missing }).sort(([one], [other]) => one.localeCompare(other, "en"));
  lock.packages = { "": project, ...Object.fromEntries(sorted) };
  if (Object.keys(missing).length > 0) fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  process.stdout.write(`${Object.keys(missing).length} packages of other platforms added to package-lock.json\n`);
}
