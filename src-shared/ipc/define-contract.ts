import type { z } from "zod";
import type { Result } from "../result.ts";

/** One request: what goes in, what comes out, and the codes it may be refused with. */
export type RequestShape = {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly errors: readonly string[];
};

/** A subject's contract: requests and events by name. Names read `<subject>.<verb>` and `<subject>.<past>`. */
export type Contract = {
  readonly requests: Readonly<Record<string, RequestShape>>;
  readonly events: Readonly<Record<string, z.ZodType>>;
};

/** Keeps the literal types of a contract. */
export function defineContract<const C extends Contract>(contract: C): C {
  return contract;
}

/** Codes any request may be refused with: unknown sender or name, input that does not parse, a fault behind the border. */
export type IpcCommonError = "ipc-forbidden" | "ipc-bad-input" | "ipc-fault";

export type RequestInput<C extends Contract, N extends keyof C["requests"]> = z.input<C["requests"][N]["input"]>;
export type RequestOutput<C extends Contract, N extends keyof C["requests"]> = z.output<C["requests"][N]["output"]>;
export type RequestError<C extends Contract, N extends keyof C["requests"]> = C["requests"][N]["errors"][number];
export type EventPayloadOf<C extends Contract, N extends keyof C["events"]> = z.output<C["events"][N]>;

/** What a handler answers: the parsed output or a declared refusal. */
export type Reply<C extends Contract, N extends keyof C["requests"]> = Result<RequestOutput<C, N>, RequestError<C, N>>;

/** A total map of handlers: a missing one, or an undeclared error code, does not compile. */
export type Handlers<C extends Contract> = {
  readonly [N in keyof C["requests"]]: (
    input: z.output<C["requests"][N]["input"]>,
  ) => Promise<Reply<C, N>> | Reply<C, N>;
};

/** What a window sees of a contract: ask by name, listen by name. */
export type Bridge<C extends Contract> = {
  invoke<N extends keyof C["requests"] & string>(
    name: N,
    input: RequestInput<C, N>,
  ): Promise<Result<RequestOutput<C, N>, RequestError<C, N> | IpcCommonError>>;
  on<N extends keyof C["events"] & string>(name: N, listener: (payload: EventPayloadOf<C, N>) => void): () => void;
};
