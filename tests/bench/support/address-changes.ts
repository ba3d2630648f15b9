import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { inTime } from "./in-time.ts";
import { TwoNamespaces } from "./namespaces.ts";

type State = { readonly state: string; readonly atMs: number };
export type AddressCut = { readonly readyMs: number; readonly falseGreenMs: number; readonly isTalkAlive: boolean };

/** How long `ready` may stand on what was proved before the cut: the flow's window of liveness. */
export const LIVENESS_MS = 2_750;

/** Changes the phone's address in a talk, again and again. */
export async function changeAddresses(times: number): Promise<readonly AddressCut[]> {
  using spaces = new TwoNamespaces(`tandem-${process.pid}`);
  const children: ChildProcess[] = [];
  const start = (space: string, script: string, ...args: readonly string[]) => {
    const file = path.join(import.meta.dirname, script);
    const child = spawn("ip", ["netns", "exec", space, process.execPath, file, ...args], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    children.push(child);
    return child;
  };
  try {
    const server = start(spaces.server, "address-exchange.ts");
    const [{ port }] = (await inTime("the exchange", once(server, "message"))) as [{ port: number }];
    const talks = once(server, "message");
    const phone = start(spaces.phone, "address-phone.ts", `ws://${spaces.serverAddress}:${port}/sip`);
    const states: State[] = [];
    phone.on("message", (message: Partial<State>) => {
      if (message.state !== undefined) states.push(message as State);
    });
    await inTime("the talk", talks);
    const cuts: AddressCut[] = [];
    for (let time = 0; time < times; time += 1) cuts.push(await changeOnce(spaces, server, phone, states));
    return cuts;
  } finally {
    for (const child of children) child.kill("SIGKILL");
    for (const child of children) if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  }
}

async function changeOnce(
  spaces: TwoNamespaces,
  server: ChildProcess,
  phone: ChildProcess,
  states: readonly State[],
): Promise<AddressCut> {
  const before = states.length;
  const changedAtMs = spaces.changeAddress();
  const again = () => states.slice(before).findLast(({ state }, index) => state === "ready" && index > 0);
  while (!again()) await inTime("the phone's return", once(phone, "message"));
  const since = states.slice(before);
  const [first] = since;
  const readyAtMs = again()?.atMs ?? Number.NaN;
  const isTalkAlive = (await ask(phone)) && (await ask(server));
  return {
    readyMs: readyAtMs - changedAtMs,
    falseGreenMs: Math.max(0, (first?.atMs ?? readyAtMs) - changedAtMs - LIVENESS_MS),
    isTalkAlive,
  };
}

async function ask(child: ChildProcess): Promise<boolean> {
  const answer = new Promise<boolean>((resolve) => {
    const take = (message: { isAlive?: boolean }) => {
      if (message.isAlive === undefined) return;
      child.off("message", take);
      resolve(message.isAlive);
    };
    child.on("message", take);
  });
  child.send({});
  return inTime("whether the talk lives", answer);
}
