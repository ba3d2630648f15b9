import { Suspense } from "react";
import { later } from "../../lib/later.tsx";
import { useSetupStore } from "./setup-store.ts";

const SetupWindow = later(async () => (await import("./parts/setup-window.tsx")).SetupWindow);

/** «Подключение по ссылке»: an administrator's link, what it would set up, and the person's yes. */
export function SetupDialog() {
  const asked = useSetupStore((state) => state.asked);
  const count = useSetupStore((state) => state.count);
  if (asked === null) return null;
  return (
    <Suspense>
      <SetupWindow key={count} asked={asked} />
    </Suspense>
  );
}
