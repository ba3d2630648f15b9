import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { runQuietly, shorten } from "./child.mjs";
import { SetUpError, say } from "./say.mjs";

// Programs that only tests need, fetched from Debian and unpacked in a folder of their own: nothing is installed. A set
// of them is { name, what, size, layout, packages, suites, stampOf, finish? }.

const aptLimitMs = 10 * 60_000;
const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
const platforms = {
  x64: { debian: "amd64", triplet: "x86_64-linux-gnu", loader: "usr/lib64/ld-linux-x86-64.so.2" },
  arm64: { debian: "arm64", triplet: "aarch64-linux-gnu", loader: "usr/lib/ld-linux-aarch64.so.1" },
};

/** Where a set of packages lies on this machine, for every checkout of this user. */
export function debianFolder({ name, layout }, environment = process.env) {
  const cache =
    environment.TANDEM_CACHE ?? path.join(environment.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache"), "tandem");
  return path.join(cache, `${name}-${layout}-${process.arch}`);
}

/** The unpacked packages: their folder, the loader that starts their programs, and where these find their libraries. */
export function findDebianPackages(set, folder = debianFolder(set)) {
  const platform = platforms[process.arch];
  if (!platform || !fs.existsSync(path.join(folder, "STAMP"))) return undefined;
  const loader = [platform.loader, platform.loader.replace(/^usr\//, "")].find((one) =>
    fs.existsSync(path.join(folder, one)),
  );
  return {
    folder,
    loader: path.join(folder, loader ?? platform.loader),
    libraries: ["usr/lib", "lib"].map((part) => path.join(folder, part, platform.triplet)).join(":"),
  };
}

/** Fetches and unpacks a set of packages where it is not there yet. */
export async function ensureDebianPackages(set) {
  const found = findDebianPackages(set);
  if (found) return found;
  const platform = platforms[process.arch];
  if (process.platform !== "linux" || !platform || !fs.existsSync("/usr/bin/apt-get") || !fs.existsSync(keyring))
    throw new SetUpError(
      `${set.what}: not fetched, for that needs Debian (apt-get and its archive keyring); their tests fail.`,
    );
  const folder = debianFolder(set);
  say(`fetching ${set.what} from Debian into ${folder} (${set.size}, not installed)`);
  const mirror = await debianMirror();
  let answer = "";
  for (const suite of set.suites) {
    const work = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-apt-"));
    try {
      answer = await download({ work, mirror, suite, architecture: platform.debian, packages: set.packages });
      if (answer === "") {
        await unpack({ archives: path.join(work, "archives"), folder, suite, set });
        return findDebianPackages(set);
      }
    } finally {
      fs.rmSync(work, { recursive: true, force: true });
    }
  }
  throw new SetUpError(
    `${set.what}: cannot be fetched from ${mirror} (${set.suites.join(", ")}); their tests fail: ${answer}`,
  );
}

/** The mirror this machine already uses; DEBIAN_MIRROR names another. */
async function debianMirror() {
  if (process.env.DEBIAN_MIRROR) return process.env.DEBIAN_MIRROR;
  const { output } = await runQuietly("apt-get", ["indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"]);
  const isDebian = (line) => /^https?:/.test(line) && /\/debian\/?$/.test(line);
  const mirror = output.split("\n").find(isDebian);
  if (mirror === undefined)
    throw new SetUpError(
      "this machine's apt knows no mirror of Debian; set DEBIAN_MIRROR to one (its address ends with /debian).",
    );
  return mirror;
}

/** Downloads by an apt root of its own: the machine's lists, status and sources are neither read nor changed. Says why not, or "". */
async function download({ work, mirror, suite, architecture, packages }) {
  for (const name of ["lists/partial", "archives/partial", "etc/sources.list.d", "etc/preferences.d", "etc/apt.conf.d"])
    fs.mkdirSync(path.join(work, name), { recursive: true });
  fs.writeFileSync(path.join(work, "status"), "");
  fs.writeFileSync(path.join(work, "etc/sources.list"), `deb [signed-by=${keyring}] ${mirror} ${suite} main\n`);
  fs.writeFileSync(path.join(work, "apt.conf"), aptConfiguration(work, architecture));
  const options = {
    timeoutMs: aptLimitMs,
    env: { ...process.env, APT_CONFIG: path.join(work, "apt.conf"), LC_ALL: "C" },
  };
  for (const args of [["update"], ["--yes", "--download-only", "install", ...packages]]) {
    const { code, output } = await runQuietly("apt-get", ["--quiet", ...args], options);
    if (code !== 0) return firstFault(output);
  }
  return "";
}

function firstFault(output) {
  const lines = output.split("\n").map((line) => line.trim());
  return lines.find((line) => /^(E|Err):/.test(line)) ?? lines.filter(Boolean).at(-1) ?? "apt-get gave no reason";
}

function aptConfiguration(work, architecture) {
  const settings = {
    "Dir::Etc": `${work}/etc`,
    "Dir::Etc::SourceList": `${work}/etc/sources.list`,
    "Dir::Etc::SourceParts": `${work}/etc/sources.list.d`,
    "Dir::Etc::Parts": `${work}/etc/apt.conf.d`,
    "Dir::Etc::Preferences": `${work}/etc/none`,
    "Dir::Etc::PreferencesParts": `${work}/etc/preferences.d`,
    "Dir::State": work,
    "Dir::State::Lists": `${work}/lists`,
    "Dir::State::status": `${work}/status`,
    "Dir::Cache": work,
    "Dir::Cache::Archives": `${work}/archives`,
    "Dir::Cache::pkgcache": "",
    "Dir::Cache::srcpkgcache": "",
    "APT::Architecture": architecture,
    "APT::Architectures::": architecture,
    "APT::Install-Recommends": "false",
    "APT::Sandbox::User": "root",
    "Acquire::Languages": "none",
    "Acquire::Retries": "3",
    // Without it an update that reached nobody counts as done.
    "APT::Update::Error-Mode": "any",
    // A mirror's Release of a rolling suite may be older than its week; its signature is checked all the same.
    "Acquire::Check-Valid-Until": "false",
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} "${value}";\n`)
    .join("");
}

/** Unpacks beside the place and moves it there whole; of two at once the second one's work is thrown away. */
async function unpack({ archives, folder, suite, set }) {
  const part = `${folder}.part-${process.pid}`;
  fs.rmSync(part, { recursive: true, force: true });
  fs.mkdirSync(part, { recursive: true });
  const files = fs.readdirSync(archives).filter((name) => name.endsWith(".deb"));
  for (const name of files) {
    const { code, output } = await runQuietly("dpkg-deb", ["--extract", path.join(archives, name), part]);
    if (code !== 0) throw new SetUpError(`${name} cannot be unpacked: ${shorten(output)}`);
  }
  set.finish?.(part);
  for (const name of ["doc", "man", "locale", "info", "perl", "perl5"])
    fs.rmSync(path.join(part, "usr/share", name), { recursive: true, force: true });
  const version = files.find((name) => name.startsWith(`${set.stampOf}_`))?.split("_")[1] ?? "";
  fs.writeFileSync(path.join(part, "STAMP"), `${suite} ${decodeURIComponent(version)}\n`);
  if (findDebianPackages(set)) fs.rmSync(part, { recursive: true, force: true });
  else {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.renameSync(part, folder);
  }
}
