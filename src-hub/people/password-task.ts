import type { Argon2Cost } from "./argon2-phc.ts";

/** What the worker is asked to do. */
export type PasswordTask =
  | {
      readonly taskId: number;
      readonly kind: "hash";
      readonly password: string;
      readonly salt: Uint8Array;
      readonly cost: Argon2Cost;
    }
  | { readonly taskId: number; readonly kind: "verify"; readonly password: string; readonly hash: string };

/** What the worker answers: the PHC string, or whether the password is right. */
export type PasswordAnswer =
  | { readonly taskId: number; readonly ok: true; readonly value: string | boolean }
  | { readonly taskId: number; readonly ok: false; readonly words: string };
