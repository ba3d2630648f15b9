import type { Contract, Handlers, IpcCommonError } from "../../../src-shared/ipc/define-contract.ts";
import { type Refusal, type Result, refused } from "../../../src-shared/result.ts";
import type { Log } from "../ports/log.ts";

/** What crosses back to a window: the handler's own answer, or one of the common refusals. */
export type IpcReply = Result<unknown>;

/** Answers one message of a window. `isTrusted` is the host's word on who sent it; name and input are as they came. */
export type Serve = (message: {
  readonly name: unknown;
  readonly input: unknown;
  readonly isTrusted: boolean;
}) => Promise<IpcReply>;

/**
 * The one border of main: checks the sender, knows the name, parses the input, hands on what was parsed, and turns a
 * fault into a refusal. Every message is answered, and no payload is logged.
 */
export function serve<C extends Contract>(contract: C, handlers: Handlers<C>, log: Log): Serve {
  return async ({ name, input, isTrusted }) => {
    if (typeof name !== "string" || !Object.hasOwn(contract.requests, name)) {
      log.warn({ request: shown(name), reason: "unknown-name" }, "request refused");
      return common("ipc-forbidden");
    }
    if (!isTrusted) {
      log.warn({ request: name, reason: "unknown-sender" }, "request refused");
      return common("ipc-forbidden");
    }
    try {
      const parsed = contract.requests[name]?.input.safeParse(input);
      if (!parsed?.success) {
        log.warn({ request: name, issues: parsed?.error.issues.map(placeOf) }, "request does not parse");
        return common("ipc-bad-input");
      }
      const handler = handlers[name] as (parsedInput: unknown) => Promise<IpcReply> | IpcReply;
      const reply = await handler(parsed.data);
      if (!reply.ok) log.info({ request: name, reason: reply.code }, "request refused by its handler");
      return reply;
    } catch (error) {
      log.error({ request: name, error }, "fault behind a request");
      return common("ipc-fault", "later");
    }
  };
}

function common(code: IpcCommonError, retry: Refusal["retry"] = "no"): Refusal<IpcCommonError> {
  return refused(code, retry);
}

/** Where and why, without the value: zod's messages may quote what was typed. */
function placeOf(issue: { readonly code: string; readonly path: readonly PropertyKey[] }): string {
  return `${issue.path.map(String).join(".").slice(0, 60)}: ${issue.code}`;
}

function shown(name: unknown): string {
  return typeof name === "string" ? name.replace(/[^\w.-]/g, "?").slice(0, 40) : typeof name;
}
