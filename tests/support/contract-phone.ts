import type { CallSignalling } from "../../src-main/core/ports/call-signalling.ts";
import type { ContractPhone } from "./contract-world.ts";
import { DOMAIN, passwordOf } from "./exchange-rig.ts";
import { FakeMedia } from "./fake-media.ts";

/** A phone for the contract suite: its media is a fake, its signalling what the test makes. */
export function aContractPhone<S extends CallSignalling>(
  user: string,
  server: string,
  make: (media: FakeMedia) => S,
  isElsewhere = false,
): ContractPhone & { readonly signalling: S } {
  const media = new FakeMedia();
  const signalling = make(media);
  const start = (isPasswordRight: boolean) => {
    const password = isPasswordRight ? passwordOf(user) : "wrong-secret";
    const source = { kind: "microphone" } as const;
    signalling.start({ server, domain: DOMAIN, user, password, displayName: user, source, isElsewhere });
  };
  return { user, signalling, media, start };
}
