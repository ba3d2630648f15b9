import type { PhoneFailure } from "../../../src-shared/domain/phone-failure.ts";
import type { Result } from "../../../src-shared/result.ts";

/** Why a server gave no document: on the way there, or by its answer. `link-elsewhere`: it pointed to another server. */
export type SourceFailure =
  | PhoneFailure
  | "link-used"
  | "link-not-found"
  | "link-refused"
  | "link-elsewhere"
  | "document-too-slow"
  | "document-too-large"
  | "not-a-document";

/** Gets the text of a setup document by the way to servers as the settings have it; limited in time and size. */
export type SetupSource = (address: string) => Promise<Result<string, SourceFailure>>;
