import * as z from "zod";
import { Authority, ProxyChoice } from "../domain/network-settings.ts";

const Done = z.object({});

/** The part of the workplace that «Настройки → Сеть» shows. A proxy's password is never in it. */
export const NetworkView = z.object({
  proxy: ProxyChoice,
  hasProxyPassword: z.boolean(),
  authorities: z.array(Authority),
});
export type NetworkView = z.output<typeof NetworkView>;

/** Requests of the operator's window about the way to servers. Both are used at once: lines and link connect anew. */
export const networkRequests = {
  /** `password` null: the kept one, which fits the same proxy and login only. */
  "network.set-proxy": {
    input: z.object({ proxy: ProxyChoice, password: z.string().min(1).max(256).nullable() }),
    output: Done,
    errors: ["no-proxy-password", "store-failed"],
  },
  /** A file with certificates, PEM or DER, as base64. All authorities in it are taken, or none. */
  "network.add-authorities": {
    input: z.object({ file: z.base64().max(200_000) }),
    output: z.object({ added: z.array(Authority) }),
    errors: [
      "no-certificate",
      "no-authority",
      "authority-expired",
      "authority-known",
      "too-many-authorities",
      "store-failed",
    ],
  },
  "network.remove-authority": {
    input: z.object({ fingerprint: Authority.shape.fingerprint }),
    output: Done,
    errors: ["store-failed"],
  },
} as const;
