import type { WebContents } from "electron";
import type { WorkplaceContract } from "../../src-shared/ipc/workplace.ts";
import type { Serve } from "../core/ipc/serve.ts";
import { OPERATOR_URL } from "./addresses.ts";
import { servePage, tellPage } from "./page-ipc.ts";

/** Answers the operator's window over one channel. */
export function serveOperatorWindow(serve: Promise<Serve>, contents: () => WebContents | null): () => void {
  return servePage({ channel: "tandem", url: OPERATOR_URL, contents }, serve);
}

/** Tells the operator's window; one that is not there asks for the whole workplace when it is back. */
export function tellOperatorWindow(contents: () => WebContents | null) {
  return tellPage<WorkplaceContract>({ channel: "tandem", contents });
}
