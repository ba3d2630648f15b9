import { freeTcpPort } from "../asterisk/free-ports.ts";
import { until } from "../until.ts";
import { ClusterProgram } from "./cluster-program.ts";

/** A real Redis of its own on a port it keeps, in memory only: what it held dies with it. */
export class TestRedis implements AsyncDisposable {
  readonly port: number;
  #program: ClusterProgram | null = null;

  private constructor(port: number) {
    this.port = port;
  }

  static async start(): Promise<TestRedis> {
    const redis = new TestRedis(await freeTcpPort());
    await redis.revive();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async kill(): Promise<void> {
    await this.#program?.end("SIGKILL");
    this.#program = null;
  }

  /** Comes back after `kill`, on the same port with nothing in it. */
  async revive(): Promise<void> {
    const args = ["--port", String(this.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
    const program = new ClusterProgram("usr/bin/redis-server", [...args, "--daemonize", "no", "--dir", "/tmp"]);
    this.#program = program;
    await until(() => program.output.includes("Ready to accept connections") || program.hasEnded, "Redis answers");
    if (program.hasEnded) throw new Error(`Redis did not start: ${program.output}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}
