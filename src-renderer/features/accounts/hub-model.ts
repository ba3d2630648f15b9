import type { HubFailure } from "../../../src-shared/domain/hub-account.ts";
import { failureKey } from "../../lib/failure-key.ts";

export type HubForm = { readonly url: string; readonly login: string; readonly secret: string };
export type HubProblems = {
  readonly url?: "accounts.badHubUrl";
  readonly login?: "accounts.badLogin";
  readonly secret?: "accounts.badSecret";
};

export const EMPTY_HUB: HubForm = { url: "", login: "", secret: "" };

/** What is typed without its scheme is meant encrypted. */
export function hubOf({ url, login, secret }: HubForm): HubForm {
  const typed = url.trim();
  return { url: /^\w+:\/\//.test(typed) ? typed : `https://${typed}`, login: login.trim(), secret };
}

export function hubProblems(form: HubForm): HubProblems {
  const { url, login, secret } = hubOf(form);
  return {
    ...(!/^(?:https?|wss?):\/\/[^\s@#?/]+(?:\/[^\s@#?]*)?$/i.test(url) && { url: "accounts.badHubUrl" as const }),
    ...(!/^[\w.-]{1,64}$/.test(login) && { login: "accounts.badLogin" as const }),
    ...(secret.length < 8 && { secret: "accounts.badSecret" as const }),
  };
}

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
