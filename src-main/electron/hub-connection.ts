import type { HubSessionKept, KeptHub } from "../../src-shared/domain/hub-account.ts";
import type { HubFailure } from "../../src-shared/ipc/hub-process.ts";
import { accepted, type Result } from "../../src-shared/result.ts";
import type { SipAccount } from "../core/ports/call-signalling.ts";
import type { HubLinkAccount } from "../core/ports/hub-link.ts";
import { DELIVERY_SCRIPT, type TrainingScript } from "../core/training/training-machine.ts";
import type { LogSink } from "../node/log/log-sink.ts";
import { RotatingFile } from "../node/log/rotating-file.ts";
import type { SecretsFile } from "../node/secrets/secrets-file.ts";
import { systemClock } from "../node/system-clock.ts";
import type { AppPaths } from "./app-paths.ts";
import type { CommandLine } from "./command-line.ts";
import { type EmbeddedHub, forkHub, planEmbeddedHub } from "./embedded-hub.ts";
import { createHubSupervisor } from "./hub-supervisor.ts";
import { readKeptHub } from "./kept-hub.ts";
import type { Problem } from "./problem-page.ts";
import { CUSTOMER_HZ } from "./self-test.ts";
import { TeamFileError } from "./team-file.ts";

/** Whom this desktop works with: a hub inside (which it starts and stops), or one elsewhere. */
export type HubConnection = {
  readonly isEmbedded: boolean;
  /** The sign-in that lets in there; null: a secret does. */
  readonly session: HubSessionKept | null;
  /** What the training customer says and whom it calls; null without one. */
  readonly trainingScript: TrainingScript | null;
  begin(): Promise<Result<{ readonly hub: HubLinkAccount; readonly training: SipAccount | null }, HubFailure>>;
  stop(): Promise<void>;
};

type HubPlan = {
  readonly line: CommandLine;
  readonly paths: AppPaths;
  readonly secrets: SecretsFile;
  readonly sink: LogSink;
  readonly onLost: (failure: HubFailure) => void;
};

/** Nothing is started yet; a team file that is none is named for the problem window. */
export async function planHub(
  parts: HubPlan,
): Promise<{ readonly ok: true; readonly value: HubConnection } | { readonly ok: false; readonly problem: Problem }> {
  try {
    return { ok: true, value: await connectionOf(parts) };
  } catch (error) {
    if (!(error instanceof TeamFileError)) throw error;
    const file = parts.line.teamFile ?? parts.paths.demoTeam;
    return { ok: false, problem: { code: "team-unreadable", file, detail: error.message } };
  }
}

async function connectionOf(parts: HubPlan): Promise<HubConnection> {
  const { line, paths, secrets, sink, onLost } = parts;
  // A self-test and a team file are about the hub inside.
  const chosen = line.isSelfTest || line.teamFile !== null ? null : readKeptHub(secrets.given);
  const remote = line.remoteHub ?? chosen;
  if (remote !== null) return elsewhere(remote, sink);
  const plan = await planEmbeddedHub(line.teamFile ?? paths.demoTeam, paths.hubDatabase, secrets);
  for (const secret of Object.values(plan.start.secrets)) sink.hide(secret);
  const hubLog = new RotatingFile({ directory: paths.logs, name: "hub" });
  const supervisor = createHubSupervisor({
    fork: () => forkHub(paths.hubProcess, (text) => hubLog.write(text)),
    start: plan.start,
    clock: systemClock,
    log: sink.named("hub-supervisor"),
    onLost,
  });
  return {
    isEmbedded: true,
    session: null,
    trainingScript: trainingScript(plan, line.isSelfTest),
    async begin() {
      const started = await supervisor.start();
      if (!started.ok) return started;
      const { port, sipDomain, sipPath } = started.value;
      const { login, secret } = plan.operator;
      return accepted({
        hub: { url: `http://127.0.0.1:${port}`, login, secret },
        training: plan.training && {
          server: `ws://127.0.0.1:${port}${sipPath}`,
          domain: sipDomain,
          user: plan.training.login,
          password: plan.training.secret,
          displayName: plan.training.line.name,
          source: line.isSelfTest ? { kind: "tone", hz: CUSTOMER_HZ } : { kind: "training" },
        },
      });
    },
    async stop() {
      await supervisor.stop();
      hubLog.close();
    },
  };
}

function elsewhere(account: KeptHub, sink: LogSink): HubConnection {
  const isBySecret = "secret" in account;
  if (isBySecret) sink.hide(account.secret);
  const { url, login } = account;
  const hub = { url, login, shownUrl: url, ...(isBySecret && { secret: account.secret }) };
  return {
    isEmbedded: false,
    session: isBySecret ? null : account,
    trainingScript: null,
    begin: async () => accepted({ hub, training: null }),
    stop: async () => {},
  };
}

/** Calls the queue the operator of this desktop answers. In a self-test it keeps silent: its line is a tone. */
function trainingScript({ start, operator, training }: EmbeddedHub, isSelfTest: boolean): TrainingScript | null {
  const queue = start.team.queues.find(({ members }) => members.some((member) => member === operator.login));
  if (training === null || queue === undefined) return null;
  const script = { ...DELIVERY_SCRIPT, target: queue.number };
  return isSelfTest ? { ...script, turns: [], silenceMs: script.patienceMs } : script;
}
