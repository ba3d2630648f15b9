import { PreflightDialog } from "../features/preflight/preflight-view.tsx";
import { useChooseStatus } from "../features/status/use-status.ts";
import { setCheckOpen, useShellStore } from "./shell-store.ts";

/** «Проверка связи», opened from the indicator; going online from it closes it. */
export function ConnectionCheck() {
  const isOpen = useShellStore((shell) => shell.isCheckOpen);
  const choose = useChooseStatus();
  const goOnline = () => {
    setCheckOpen(false);
    choose({ status: "online" });
  };
  return <PreflightDialog isOpen={isOpen} onClose={() => setCheckOpen(false)} onGoOnline={goOnline} />;
}
