import * as z from "zod";
import { Refusal } from "../../../../src-shared/api/refusal.ts";
import { SignedIn } from "../../../../src-shared/people/sign-in.ts";

export type Answer = { readonly status: number; readonly body: unknown };

/** Speaks to a hub's HTTP API as a program would. */
export class ApiClient {
  readonly #base: string;

  constructor(port: number) {
    this.#base = `http://127.0.0.1:${port}`;
  }

  async call(method: string, path: string, body?: unknown, token?: string): Promise<Answer> {
    const response = await fetch(`${this.#base}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  post(path: string, body?: unknown, token?: string): Promise<Answer> {
    return this.call("POST", `/api/v1${path}`, body, token);
  }

  get(path: string, token?: string): Promise<Answer> {
    return this.call("GET", `/api/v1${path}`, undefined, token);
  }

  signIn(login: string, password: string, code?: string): Promise<Answer> {
    return this.post("/sign-in", { login, password, ...(code === undefined ? {} : { code }) });
  }

  /** The tokens of a sign-in that must succeed. */
  async signedIn(login: string, password: string, code?: string): Promise<SignedIn> {
    const answer = await this.signIn(login, password, code);
    if (answer.status !== 200) throw new Error(`not signed in: ${JSON.stringify(answer.body)}`);
    return SignedIn.parse(answer.body);
  }
}

/** The code of a refusal, which must be one. */
export function refusalOf({ status, body }: Answer): readonly [number, string] {
  return [status, Refusal.parse(body).code];
}

export const Made = z.object({ person: z.looseObject({ personId: z.string() }), madePassword: z.string() });
