import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import { PasswordChanged, SignedIn, type SignIn } from "../../../src-shared/people/sign-in.ts";
import { CommandError } from "./command-error.ts";

const ANSWER_WITHIN_MS = 30_000;

/** The HTTP API of the running hub, as an administrator's command speaks to it. A refusal is thrown as its sentence. */
export class HubApi {
  readonly #base: string;
  #token: string | null = null;

  constructor(url: string) {
    this.#base = `${url}/api/v1`;
  }

  /** Signs in; `askCode` is asked when the hub wants a code of the authenticator app. */
  async signIn(who: SignIn, askCode: () => Promise<string>): Promise<SignedIn> {
    try {
      const signedIn = await this.post("/sign-in", SignedIn, who);
      this.#token = signedIn.accessToken;
      return signedIn;
    } catch (error) {
      if (!(error instanceof CommandError) || error.code !== "code-needed" || who.code !== undefined) throw error;
      return this.signIn({ ...who, code: await askCode() }, askCode);
    }
  }

  /** The session of one command ends with it. */
  async signOut(): Promise<void> {
    if (this.#token !== null) await this.post("/sign-out", z.unknown());
    this.#token = null;
  }

  async choosePassword(oldPassword: string, password: string): Promise<void> {
    const { tokens } = await this.post("/me/password", PasswordChanged, { oldPassword, password });
    this.#token = tokens.accessToken;
  }

  get<Answer>(path: string, schema: z.ZodType<Answer>): Promise<Answer> {
    return this.call("GET", path, schema);
  }

  post<Answer>(path: string, schema: z.ZodType<Answer>, body?: unknown): Promise<Answer> {
    return this.call("POST", path, schema, body);
  }

  async call<Answer>(method: string, path: string, schema: z.ZodType<Answer>, body?: unknown): Promise<Answer> {
    const response = await this.#send(method, path, body);
    const answer: unknown = await response.json().catch(() => null);
    if (!response.ok) {
      const refusal = Refusal.safeParse(answer);
      if (refusal.success) throw CommandError.refused(refusal.data);
    }
    const parsed = schema.safeParse(answer);
    if (!response.ok || !parsed.success) throw CommandError.unreachable(`${this.#base} is not the API of a hub`);
    return parsed.data;
  }

  async #send(method: string, path: string, body: unknown): Promise<Response> {
    try {
      return await fetch(`${this.#base}${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(this.#token === null ? {} : { authorization: `Bearer ${this.#token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        // A password must not follow wherever somebody sends it.
        redirect: "error",
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
    } catch (error) {
      throw CommandError.unreachable(`no hub answers at ${this.#base} (${causeOf(error)})`);
    }
  }
}

/** The code of Node's error behind fetch's own, such as ECONNREFUSED. */
function causeOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: unknown } };
  if (typeof cause?.code === "string") return cause.code;
  return error instanceof Error ? error.name : "unknown";
}
