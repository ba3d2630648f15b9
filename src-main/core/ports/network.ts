import type { KeptAuthority, NetworkSettings } from "../../../src-shared/domain/network-settings.ts";

/** A certificate as it was read. `isAuthority`: it may issue others (basicConstraints CA, RFC 5280 §4.2.1.9). */
export type ReadCertificate = KeptAuthority & { readonly isAuthority: boolean; readonly startsAtMs: number };

/** Reads all certificates of a file, PEM or DER; null when it holds none, or one that cannot be read. */
export type CertificateReader = (file: Uint8Array) => readonly ReadCertificate[] | null;

/** Keeps the way to servers; never a password. */
export interface NetworkStore {
  read(): NetworkSettings;
  write(settings: NetworkSettings): void;
}

/** The proxy's password, sealed by the system; `read` answers from memory. */
export interface ProxySecret {
  read(): string | null;
  keep(password: string): Promise<void>;
  forget(): Promise<void>;
}

/** The proxy did not let a connection through. */
export class ProxyError extends Error {
  override readonly name = "ProxyError";
  readonly failure: "proxy-unreachable" | "proxy-password" | "proxy-refused";

  constructor(failure: ProxyError["failure"], cause?: unknown) {
    super(failure, { cause });
    this.failure = failure;
  }
}
