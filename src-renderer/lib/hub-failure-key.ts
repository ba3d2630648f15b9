import type { HubFailure } from "../../src-shared/domain/hub-account.ts";
import { failureKey } from "./failure-key.ts";

/** Why a hub did not let in, in words. */
export function hubFailureKey(failure: HubFailure) {
  switch (failure) {
    case "bad-credentials":
      return "failures.badCredentials" as const;
    case "too-many-tries":
      return "failures.tooManyTries" as const;
    case "contract-too-old":
      return "failures.contractTooOld" as const;
    case "contract-too-new":
      return "failures.contractTooNew" as const;
    case "not-a-hub":
      return "failures.notAHub" as const;
    default:
      return failureKey(failure);
  }
}
