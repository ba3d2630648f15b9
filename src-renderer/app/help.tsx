import { HelpView } from "../features/help/help-view.tsx";
import { openHelp, useShellStore } from "./shell-store.ts";

/** The help, at the article that was asked for. */
export function Help() {
  const articleId = useShellStore((shell) => shell.helpArticle);
  return <HelpView articleId={articleId} onOpen={openHelp} />;
}
