import { WhatsNewView } from "../features/whats-new/whats-new-view.tsx";
import { openHelp } from "./shell-store.ts";

/** What is new, with ways into the help. */
export function WhatsNew() {
  return <WhatsNewView onArticle={openHelp} />;
}
