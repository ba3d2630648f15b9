import { Suspense } from "react";
import { later } from "../../lib/later.tsx";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { missingSession } from "./missing-session.ts";

const SignInPage = later(async () => (await import("./sign-in-page.tsx")).SignInPage);

/** Over everything else once nobody is signed in and no call goes on: what was on the screen is no longer this person's. */
export function SignInGate() {
  const session = useWorkplace(missingSession);
  if (session === null) return null;
  return (
    <Suspense fallback={null}>
      <SignInPage key={`${session.url} ${session.login}`} session={session} />
    </Suspense>
  );
}
