import { ensureDebianPackages, findDebianPackages } from "./debian-packages.mjs";

const programs = {
  name: "cluster",
  what: "Redis and nginx",
  size: "about 15 MB",
  /** Grows when what is unpacked changes; folders of other numbers are left alone, for other checkouts use them. */
  layout: 1,
  packages: ["redis-server", "nginx"],
  // Whichever of them the mirror still carries.
  suites: ["bookworm", "trixie"],
  stampOf: "redis-server",
};

/** Redis and nginx, which tests of several nodes run; undefined: not fetched yet. */
export function findClusterPrograms() {
  return findDebianPackages(programs);
}

/** Fetched from Debian and unpacked in a folder of their own: nothing is installed. */
export function ensureClusterPrograms() {
  return ensureDebianPackages(programs);
}
