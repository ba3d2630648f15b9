import { X509Certificate } from "node:crypto";
import type { ReadCertificate } from "../../core/ports/network.ts";

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
const NAME_LIMIT = 256;

/** All certificates of a file: PEM, one or a bundle, or a single one in DER. */
export function readCertificates(file: Uint8Array): readonly ReadCertificate[] | null {
  const blocks = Buffer.from(file).toString("latin1").match(PEM);
  try {
    return (blocks ?? [Buffer.from(file)]).map((one) => read(new X509Certificate(one)));
  } catch {
    // No certificate, or one that is cut off: the person is told that the file is not the right one.
    return null;
  }
}

function read(certificate: X509Certificate): ReadCertificate {
  return {
    fingerprint: certificate.fingerprint256,
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    startsAtMs: Date.parse(certificate.validFrom),
    expiresAtMs: Date.parse(certificate.validTo),
    pem: certificate.toString(),
    isAuthority: certificate.ca,
  };
}

/** The common name and the organisation of a distinguished name, which Node writes a part a line. */
function nameOf(distinguishedName: string): string {
  const parts = distinguishedName.split("\n");
  const part = (key: string) => parts.find((one) => one.startsWith(`${key}=`))?.slice(key.length + 1);
  const name = [part("CN"), part("O")].filter((one) => one !== undefined && one !== "");
  return (name.length > 0 ? name.join(", ") : parts.join(", ")).slice(0, NAME_LIMIT);
}
