import { contextBridge, ipcRenderer } from "electron";

type Names = Readonly<Record<string, true>>;

const refusal = (code: "ipc-forbidden" | "ipc-bad-input") => ({ ok: false, code, retry: "no" }) as const;

/**
 * Gives the page `window[world]`, shaped as `Bridge` of a contract: `invoke` and `on` over its names, nothing else.
 * Names are checked here only to fail early; main checks the sender, the name and the input again.
 */
export function exposeBridge(world: string, channel: string, requests: Names, events: Names): void {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();

  ipcRenderer.on(`${channel}:event`, (_event, name: unknown, payload: unknown) => {
    if (typeof name !== "string") return;
    for (const listener of [...(listeners.get(name) ?? [])]) listener(payload);
  });

  async function invoke(name: unknown, input: unknown): Promise<unknown> {
    if (typeof name !== "string" || !Object.hasOwn(requests, name)) return refusal("ipc-forbidden");
    try {
      return await ipcRenderer.invoke(`${channel}:request`, name, input);
    } catch {
      // Main answers every refusal and fault as a value; only an input that cannot be cloned throws here.
      return refusal("ipc-bad-input");
    }
  }

  function on(name: unknown, listener: (payload: unknown) => void): () => void {
    if (typeof name !== "string" || !Object.hasOwn(events, name) || typeof listener !== "function")
      throw new TypeError(`not an event of this page: ${String(name).slice(0, 40)}`);
    const call = (payload: unknown) => {
      listener(payload);
    };
    const ofName = listeners.get(name) ?? new Set();
    listeners.set(name, ofName);
    ofName.add(call);
    return () => {
      ofName.delete(call);
    };
  }

  contextBridge.exposeInMainWorld(world, { invoke, on });
}
