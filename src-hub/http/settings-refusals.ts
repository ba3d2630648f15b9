import { HttpRefusedError } from "./refused-error.ts";

/** Somebody else changed the settings since they were read. */
export function refusedVersion(version: unknown): HttpRefusedError {
  const message = `Somebody changed the settings meanwhile, they are version ${String(version)}: read them again, and send the change with it.`;
  return new HttpRefusedError(409, { code: "settings-changed", message, retry: "no" });
}
