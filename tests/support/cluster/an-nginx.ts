import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freeTcpPort } from "../asterisk/free-ports.ts";
import { until } from "../until.ts";
import { ClusterProgram } from "./cluster-program.ts";

const GUIDE = join(import.meta.dirname, "../../../docs/admin-guide.md");
const CHAPTER = "### nginx before the nodes";

/** A real nginx with the configuration of the administrator's guide, but for addresses, and without TLS. */
export class TestNginx implements AsyncDisposable {
  readonly port: number;
  readonly #program: ClusterProgram;
  readonly #folder: string;

  private constructor(port: number, program: ClusterProgram, folder: string) {
    this.port = port;
    this.#program = program;
    this.#folder = folder;
  }

  static async before(nodes: readonly { readonly port: number }[]): Promise<TestNginx> {
    const folder = mkdtempSync(join(tmpdir(), "tandem-nginx-"));
    const port = await freeTcpPort();
    for (const name of ["body", "proxy", "fastcgi", "uwsgi", "scgi"]) mkdirSync(join(folder, name));
    const paths = ["client_body_temp_path body", "proxy_temp_path proxy", "fastcgi_temp_path fastcgi"];
    const server = fromGuide()
      .replace(/10\.0\.0\.11:7480/, `127.0.0.1:${nodes[0]?.port}`)
      .replace(/10\.0\.0\.12:7480/, `127.0.0.1:${nodes[1]?.port}`)
      .replace("listen 443 ssl;", `listen 127.0.0.1:${port};`)
      .replace(/^ *ssl_certificate.*$/gm, "");
    const text = `daemon off; master_process off; worker_processes 1; pid ${folder}/pid; error_log stderr notice;
events { worker_connections 1024; }
http { access_log off; uwsgi_temp_path uwsgi; scgi_temp_path scgi; ${paths.join("; ")};
${server}}`;
    writeFileSync(join(folder, "nginx.conf"), text);
    const program = new ClusterProgram("usr/sbin/nginx", ["-p", folder, "-c", "nginx.conf", "-e", "stderr"]);
    const nginx = new TestNginx(port, program, folder);
    let isUp = false;
    const knock = () => {
      const socket = connect(port, "127.0.0.1", () => {
        isUp = true;
        socket.destroy();
      });
      socket.on("error", () => setTimeout(knock, 20));
    };
    knock();
    await until(() => isUp || program.hasEnded, "nginx listens");
    if (program.hasEnded) throw new Error(`nginx did not start: ${program.output}`);
    return nginx;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program.end("SIGTERM");
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** What the guide tells administrators to copy. */
function fromGuide(): string {
  const [, chapter = ""] = readFileSync(GUIDE, "utf8").split(CHAPTER);
  const [, block] = /```nginx\n([\s\S]*?)```/.exec(chapter) ?? [];
  if (block === undefined) throw new Error("the guide shows no nginx before the nodes");
  return block;
}
