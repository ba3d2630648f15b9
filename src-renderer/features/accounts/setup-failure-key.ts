import type { SetupFailure } from "../../../src-shared/domain/setup-link.ts";
import { failureKey } from "../../lib/failure-key.ts";
import { refusalKey } from "../../lib/refusal-key.ts";

/** Why a link gave nothing that can be used, in words; those of `wrong-document` and `document-too-new` take `detail`. */
export function setupFailureKey(failure: SetupFailure) {
  switch (failure) {
    case "link-used":
      return "setup.linkUsed" as const;
    case "link-not-found":
      return "setup.linkNotFound" as const;
    case "link-refused":
      return "setup.linkRefused" as const;
    case "link-elsewhere":
      return "setup.linkElsewhere" as const;
    case "document-too-slow":
      return "setup.tooSlow" as const;
    case "document-too-large":
    case "not-a-document":
      return "setup.notADocument" as const;
    case "document-too-new":
      return "setup.tooNew" as const;
    case "wrong-document":
      return "setup.wrongDocument" as const;
    case "no-tls":
      return "setup.noTls" as const;
    case "no-certificate":
    case "no-authority":
    case "authority-expired":
    case "too-many-authorities":
      return refusalKey(failure);
    default:
      return failureKey(failure);
  }
}
