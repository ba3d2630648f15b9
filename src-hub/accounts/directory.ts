import { normaliseAddress } from "../../src-shared/domain/phone-number.ts";
import type { Role } from "../../src-shared/domain/rights.ts";
import type { Line, Operator, Queue, Team } from "../../src-shared/domain/team.ts";
import type { OperatorId, QueueId } from "../../src-shared/ids.ts";
import type { PersonHashes } from "../people/secret-check.ts";
import type { Account, AccountDirectory } from "../telephony/embedded/accounts.ts";
import type { Credentials } from "./credential-store.ts";

/** Who a dialled number leads to. */
export type Destination =
  | { readonly kind: "queue"; readonly queue: Queue }
  | { readonly kind: "operator"; readonly operator: Operator }
  | { readonly kind: "line"; readonly line: Line };

/** What the directory is made of; a new one takes the place of the old whenever the team changes. */
export type DirectoryContent = { readonly team: Team; readonly credentials: readonly Credentials[] };

/** The secret that the hub itself makes for a person's phone, and its digest: nothing of it is stored. */
export type PhoneSecrets = {
  secretOf(sipUser: string, phoneKey: number): string;
  ha1Of(sipUser: string, phoneKey: number): string;
};

/** The team, found by number, by SIP user and by id. It is the same object for all who hold it; the team in it changes. */
export class Directory implements AccountDirectory {
  readonly #phoneSecrets: PhoneSecrets | null;
  readonly #listeners = new Set<() => void>();
  #index: DirectoryIndex;

  constructor(team: Team, credentials: readonly Credentials[], phoneSecrets: PhoneSecrets | null = null) {
    this.#phoneSecrets = phoneSecrets;
    this.#index = indexOf({ team, credentials }, phoneSecrets);
  }

  get team(): Team {
    return this.#index.team;
  }

  /** From here on the team is this one. */
  replace(content: DirectoryContent): void {
    this.#index = indexOf(content, this.#phoneSecrets);
    for (const listener of [...this.#listeners]) listener();
  }

  /** Tells when the team was replaced. */
  onReplaced(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Who is called by what was dialled, however the number is written. */
  destination(dialled: string): Destination | null {
    return this.#index.byNumber.get(normaliseAddress(dialled)) ?? null;
  }

  operator(operatorId: OperatorId): Operator | undefined {
    return this.#index.operators.get(operatorId);
  }

  /** What a person of the team is; null for somebody who is not of this team, or is blocked. */
  roleOf(operatorId: OperatorId): Role | null {
    const operator = this.#index.operators.get(operatorId);
    return operator && !this.#index.blocked.has(operator.extension) ? (operator.role ?? "operator") : null;
  }

  operatorOfUser(sipUser: string): Operator | undefined {
    return this.#index.operatorsByUser.get(sipUser);
  }

  queue(queueId: QueueId): Queue | undefined {
    return this.#index.queues.get(queueId);
  }

  /** The account a phone registers as; null while it has no secret, or its person is blocked. */
  find(user: string): Account | null {
    return this.#index.accounts.get(user) ?? null;
  }

  /** What checks the secret of a login on the link, and whom the login is; null: nobody, or somebody who is blocked. */
  linkAccount(login: string): { readonly operator: Operator; readonly hashes: PersonHashes } | null {
    const operator = this.#index.operators.get(login as OperatorId);
    const known = operator && this.#index.credentials.get(operator.extension);
    if (!operator || this.#index.blocked.has(operator.extension)) return null;
    return { operator, hashes: { linkHash: known?.linkHash ?? null, passwordHash: known?.passwordHash ?? null } };
  }

  /** Whether anybody has chosen a password; until then only secrets that machines made let people in. */
  get hasPasswords(): boolean {
    return this.#index.hasPasswords;
  }

  /** The password of a person's phone, where the hub made it; null: it is the secret their desktop was given. */
  phoneSecret(operatorId: OperatorId, isByToken: boolean): string | null {
    const extension = this.#index.operators.get(operatorId)?.extension ?? "";
    const known = this.#index.credentials.get(extension);
    if (!known || known.phoneKey === undefined || (known.ha1 !== null && !isByToken)) return null;
    return this.#phoneSecrets?.secretOf(extension, known.phoneKey) ?? null;
  }
}

type DirectoryIndex = {
  readonly team: Team;
  readonly byNumber: Map<string, Destination>;
  readonly operators: Map<OperatorId, Operator>;
  readonly operatorsByUser: Map<string, Operator>;
  readonly queues: Map<QueueId, Queue>;
  readonly accounts: Map<string, Account>;
  readonly credentials: Map<string, Credentials>;
  readonly hasPasswords: boolean;
  /** SIP users of people who are blocked. */
  readonly blocked: Set<string>;
};

function indexOf({ team, credentials }: DirectoryContent, phoneSecrets: PhoneSecrets | null): DirectoryIndex {
  const index: DirectoryIndex = {
    team,
    byNumber: new Map(),
    operators: new Map(),
    operatorsByUser: new Map(),
    queues: new Map(),
    accounts: new Map(),
    credentials: new Map(credentials.map((known) => [known.sipUser, known])),
    hasPasswords: credentials.some(({ passwordHash }) => typeof passwordHash === "string"),
    blocked: new Set(credentials.filter(({ isBlocked }) => isBlocked).map(({ sipUser }) => sipUser)),
  };
  for (const line of team.lines) index.byNumber.set(normaliseAddress(line.number), { kind: "line", line });
  for (const queue of team.queues) {
    index.byNumber.set(normaliseAddress(queue.number), { kind: "queue", queue });
    index.queues.set(queue.queueId, queue);
  }
  for (const operator of team.operators) {
    index.operators.set(operator.operatorId, operator);
    if (operator.extension === "") continue;
    // Nobody reaches who is blocked; the name stays for what they did.
    if (!index.blocked.has(operator.extension)) index.byNumber.set(operator.extension, { kind: "operator", operator });
    index.operatorsByUser.set(operator.extension, operator);
  }
  for (const credential of credentials) if (!credential.isBlocked) addAccount(index, credential, phoneSecrets);
  return index;
}

function addAccount(index: DirectoryIndex, credential: Credentials, phoneSecrets: PhoneSecrets | null): void {
  const { sipUser, phoneKey } = credential;
  const made = phoneKey === undefined || phoneSecrets === null ? null : phoneSecrets.ha1Of(sipUser, phoneKey);
  const [ha1, otherHa1] = credential.ha1 === null ? [made, null] : [credential.ha1, made];
  if (ha1 === null) return;
  const secret = otherHa1 === null ? { ha1 } : { ha1, otherHa1 };
  const operator = index.operatorsByUser.get(sipUser);
  const line = index.team.lines.find(({ login }) => login === sipUser);
  if (operator)
    index.accounts.set(sipUser, {
      user: sipUser,
      number: sipUser,
      displayName: operator.name,
      ...secret,
      kind: "operator",
    });
  else if (line)
    index.accounts.set(sipUser, {
      user: sipUser,
      number: line.number,
      displayName: line.name,
      ...secret,
      kind: "line",
    });
}
