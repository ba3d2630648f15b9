import { cleanName } from "../../../src-shared/domain/clean-name.ts";
import type { Customer } from "../../../src-shared/events/log-event.ts";
import type { AccountDirectory } from "../embedded/accounts.ts";
import { customerOf } from "../embedded/identity.ts";
import type { AriChannel } from "./ari/ari-objects.ts";

/** Who calls: an account of the team as the directory knows it, else what the line told. */
export function identityOf(
  accounts: AccountDirectory,
  channel: Pick<AriChannel, "caller"> | null,
  user: string,
): Customer {
  const account = accounts.find(user);
  if (account) return customerOf(account);
  return {
    address: cleanName(channel?.caller.number ?? "") || user,
    name: cleanName(channel?.caller.name ?? "") || null,
  };
}

/** Whether a user is one of those who answer. */
export function isOfTeam(accounts: AccountDirectory, user: string): boolean {
  return accounts.find(user)?.kind === "operator";
}
