import type { URI } from "sip.js/lib/core/index.js";
import type { Flow } from "./flow.ts";

/** A phone that can be rung: over its flow, at its contact. */
export type Binding = {
  readonly user: string;
  readonly flow: Flow;
  readonly contact: URI;
  /** `+sip.instance` (RFC 5626 §4.1): the same phone on a new flow takes the place of the old one. */
  readonly instance: string | null;
  readonly expiresAtMs: number;
};

/** Who is registered where. One binding a flow; several flows an account, of which the newest is rung. */
export class Registrar {
  readonly #byUser = new Map<string, Binding[]>();
  readonly #onChange: (user: string, registered: boolean) => void;

  constructor(onChange: (user: string, registered: boolean) => void) {
    this.#onChange = onChange;
  }

  bind(binding: Binding): void {
    const isReplaced = (old: Binding) =>
      old.flow === binding.flow || (old.instance !== null && old.instance === binding.instance);
    this.#replace(binding.user, (old) => [...old.filter((known) => !isReplaced(known)), binding]);
  }

  unbind(user: string, flow: Flow): void {
    this.#replace(user, (old) => old.filter((known) => known.flow !== flow));
  }

  unbindAll(user: string): void {
    this.#replace(user, () => []);
  }

  expire(nowMs: number): void {
    for (const user of [...this.#byUser.keys()])
      this.#replace(user, (old) => old.filter((known) => known.expiresAtMs > nowMs));
  }

  bindingsOf(user: string): readonly Binding[] {
    return this.#byUser.get(user) ?? [];
  }

  newestOf(user: string): Binding | null {
    return this.bindingsOf(user).at(-1) ?? null;
  }

  get size(): number {
    return this.#byUser.size;
  }

  #replace(user: string, change: (old: readonly Binding[]) => Binding[]): void {
    const old = this.bindingsOf(user);
    const next = change(old).sort((left, right) => left.flow.flowNumber - right.flow.flowNumber);
    if (next.length > 0) this.#byUser.set(user, next);
    else this.#byUser.delete(user);
    if (old.length > 0 !== next.length > 0) this.#onChange(user, next.length > 0);
  }
}
