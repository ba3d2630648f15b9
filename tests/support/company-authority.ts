import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const INSTALL = "openssl is missing: apt-get install openssl";

/** A company's own certificate authority, made for a test, and what it issues. */
export class CompanyAuthority implements Disposable {
  readonly folder = mkdtempSync(path.join(tmpdir(), "tandem-authority-"));
  readonly file = path.join(this.folder, "company.crt");
  readonly #key = path.join(this.folder, "company.key");

  constructor(name: string) {
    const subject = `/CN=${name}/O=Vertolina`;
    const more = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign"];
    this.#openssl(
      "req",
      "-x509",
      ...this.#newKey(this.#key),
      "-out",
      this.file,
      "-subj",
      subject,
      "-days",
      "30",
      ...more,
    );
  }

  get pem(): string {
    return readFileSync(this.file, "utf8");
  }

  /** A server's certificate for a name or an address. */
  issue(host: string): { readonly certificateFile: string; readonly keyFile: string } {
    const at = (kind: string) => path.join(this.folder, `${host}.${kind}`);
    const alternative = /^[\d.]+$/.test(host) ? `IP:${host}` : `DNS:${host}`;
    writeFileSync(at("ext"), `subjectAltName=${alternative}\nbasicConstraints=CA:FALSE\n`);
    this.#openssl("req", ...this.#newKey(at("key")), "-out", at("csr"), "-subj", `/CN=${host}`);
    const signer = ["-CA", this.file, "-CAkey", this.#key, "-CAcreateserial"];
    this.#openssl("x509", "-req", "-in", at("csr"), ...signer, "-out", at("crt"), "-days", "7", "-extfile", at("ext"));
    return { certificateFile: at("crt"), keyFile: at("key") };
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #newKey(file: string): string[] {
    return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", file];
  }

  #openssl(...args: string[]): void {
    try {
      execFileSync("openssl", args, { stdio: "pipe" });
    } catch (cause) {
      throw new Error(INSTALL, { cause });
    }
  }
}
