import type { ProxySecret } from "../core/ports/network.ts";
import type { LineSecrets } from "../core/ports/store.ts";
import type { LogSink } from "../node/log/log-sink.ts";
import type { SecretsFile } from "../node/secrets/secrets-file.ts";

/** Beside the ids of lines, which are made by chance. */
const PROXY = "proxy";

/** The passwords this desktop was given; what is read or kept is taken out of whatever is logged from then on. */
export function givenSecrets(
  sink: Pick<LogSink, "hide">,
  given: SecretsFile["given"],
): { readonly lineSecrets: LineSecrets; readonly proxySecret: ProxySecret } {
  const read = (id: string): string | null => {
    const password = given.read(id);
    if (password !== null) sink.hide(password);
    return password;
  };
  const keep = (id: string, password: string): Promise<void> => {
    sink.hide(password);
    return given.keep(id, password);
  };
  return {
    lineSecrets: { read, keep, forget: (lineId) => given.forget(lineId) },
    proxySecret: {
      read: () => read(PROXY),
      keep: (password) => keep(PROXY, password),
      forget: () => given.forget(PROXY),
    },
  };
}
