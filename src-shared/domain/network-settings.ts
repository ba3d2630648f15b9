import * as z from "zod";

/** Certificates of companies beside those the system trusts. */
export const MOST_AUTHORITIES = 10;

/** The way to servers elsewhere. A manual proxy speaks HTTP and takes CONNECT (RFC 9110 §9.3.6); `user` empty: no login. */
export const ProxyChoice = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("system") }),
  z.object({ kind: z.literal("none") }),
  z.object({
    kind: z.literal("manual"),
    host: z
      .string()
      .min(1)
      .max(253)
      .regex(/^[\w.-]+$/),
    port: z.number().int().min(1).max(65_535),
    user: z
      .string()
      .max(128)
      .regex(/^[^\p{Cc}:]*$/u),
  }),
]);
export type ProxyChoice = z.output<typeof ProxyChoice>;

/** A certificate authority the person trusts: who it says it is, and until when. `fingerprint` is SHA-256 in hex pairs. */
export const Authority = z.object({
  fingerprint: z
    .string()
    .max(95)
    .regex(/^[0-9A-F]{2}(?::[0-9A-F]{2}){31}$/),
  subject: z.string().max(256),
  issuer: z.string().max(256),
  expiresAtMs: z.number().int(),
});
export type Authority = z.output<typeof Authority>;

/** As kept: with the certificate itself. */
export const KeptAuthority = Authority.extend({ pem: z.string().max(20_000) });
export type KeptAuthority = z.output<typeof KeptAuthority>;

export const NetworkSettings = z.object({
  proxy: ProxyChoice,
  authorities: z.array(KeptAuthority).max(MOST_AUTHORITIES),
});
export type NetworkSettings = z.output<typeof NetworkSettings>;

/** Before anybody chose: as the system says. */
export const FIRST_NETWORK: NetworkSettings = { proxy: { kind: "system" }, authorities: [] };
