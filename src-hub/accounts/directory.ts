import { normaliseAddress } from "../../src-shared/domain/phone-number.ts";
import type { Role } from "../../src-shared/domain/rights.ts";
import type { Line, Operator, Queue, Team } from "../../src-shared/domain/team.ts";
import type { OperatorId, QueueId } from "../../src-shared/ids.ts";
import type { Account, AccountDirectory } from "../telephony/embedded/accounts.ts";
import type { Credentials } from "./credential-store.ts";

/** Who a dialled number leads to. */
export type Destination =
  | { readonly kind: "queue"; readonly queue: Queue }
  | { readonly kind: "operator"; readonly operator: Operator }
  | { readonly kind: "line"; readonly line: Line };

/** The team, found by number, by SIP user and by id. */
export class Directory implements AccountDirectory {
  readonly team: Team;
  readonly #byNumber = new Map<string, Destination>();
  readonly #operators = new Map<OperatorId, Operator>();
  readonly #operatorsByUser = new Map<string, Operator>();
  readonly #queues = new Map<QueueId, Queue>();
  readonly #accounts = new Map<string, Account>();
  readonly #linkHashes = new Map<string, string>();

  constructor(team: Team, credentials: readonly Credentials[]) {
    this.team = team;
    for (const line of team.lines) this.#byNumber.set(normaliseAddress(line.number), { kind: "line", line });
    for (const queue of team.queues) {
      this.#byNumber.set(normaliseAddress(queue.number), { kind: "queue", queue });
      this.#queues.set(queue.queueId, queue);
    }
    for (const operator of team.operators) {
      this.#byNumber.set(operator.extension, { kind: "operator", operator });
      this.#operators.set(operator.operatorId, operator);
      this.#operatorsByUser.set(operator.extension, operator);
    }
    for (const credential of credentials) this.#addAccount(credential);
  }

  /** Who is called by what was dialled, however the number is written. */
  destination(dialled: string): Destination | null {
    return this.#byNumber.get(normaliseAddress(dialled)) ?? null;
  }

  operator(operatorId: OperatorId): Operator | undefined {
    return this.#operators.get(operatorId);
  }

  /** What a person of the team is; null for somebody who is not of this team. */
  roleOf(operatorId: OperatorId): Role | null {
    const operator = this.#operators.get(operatorId);
    return operator ? (operator.role ?? "operator") : null;
  }

  operatorOfUser(sipUser: string): Operator | undefined {
    return this.#operatorsByUser.get(sipUser);
  }

  queue(queueId: QueueId): Queue | undefined {
    return this.#queues.get(queueId);
  }

  /** The account a phone registers as; null while it has no secret. */
  find(user: string): Account | null {
    return this.#accounts.get(user) ?? null;
  }

  /** What checks the secret of a login on the link, and whom the login is. */
  linkAccount(login: string): { readonly operator: Operator; readonly hash: string | null } | null {
    const operator = this.#operators.get(login as OperatorId);
    return operator ? { operator, hash: this.#linkHashes.get(operator.extension) ?? null } : null;
  }

  #addAccount({ sipUser, ha1, linkHash }: Credentials): void {
    if (linkHash !== null) this.#linkHashes.set(sipUser, linkHash);
    if (ha1 === null) return;
    const operator = this.#operatorsByUser.get(sipUser);
    const line = this.team.lines.find(({ login }) => login === sipUser);
    if (operator)
      this.#accounts.set(sipUser, {
        user: sipUser,
        number: sipUser,
        displayName: operator.name,
        ha1,
        kind: "operator",
      });
    else if (line)
      this.#accounts.set(sipUser, { user: sipUser, number: line.number, displayName: line.name, ha1, kind: "line" });
  }
}
