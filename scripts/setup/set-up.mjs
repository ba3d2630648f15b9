import { ensureDependencies } from "./dependencies.mjs";
import { withSetUpLock } from "./lock.mjs";
import { continueOnNode24, refuseAncientNode } from "./node-24.mjs";

/** The steps every command needs; `work` runs under Node 24 with the dependencies in place. */
export async function withSetUp(script, work) {
  refuseAncientNode();
  await withSetUpLock(ensureDependencies);
  const code = await continueOnNode24(script);
  return code ?? work();
}
