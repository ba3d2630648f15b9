import { contextBridge, ipcRenderer } from "electron";
import { WORKPLACE_EVENT_NAMES, WORKPLACE_REQUEST_NAMES } from "../../src-shared/ipc/names.ts";

// What the operator's page sees of the world: `window.tandem`, shaped as `Bridge<WorkplaceContract>`.
// Names are checked here only to fail early; main checks the sender, the name and the input again.

const refusal = (code: "ipc-forbidden" | "ipc-bad-input") => ({ ok: false, code, retry: "no" }) as const;

const listeners = new Map<string, Set<(payload: unknown) => void>>();

ipcRenderer.on("tandem:event", (_event, name: unknown, payload: unknown) => {
  if (typeof name !== "string") return;
  for (const listener of [...(listeners.get(name) ?? [])]) listener(payload);
});

async function invoke(name: unknown, input: unknown): Promise<unknown> {
  if (typeof name !== "string" || !Object.hasOwn(WORKPLACE_REQUEST_NAMES, name)) return refusal("ipc-forbidden");
  try {
    return await ipcRenderer.invoke("tandem:request", name, input);
  } catch {
    // Main answers every refusal and fault as a value; only an input that cannot be cloned throws here.
    return refusal("ipc-bad-input");
  }
}

function on(name: unknown, listener: (payload: unknown) => void): () => void {
  if (typeof name !== "string" || !Object.hasOwn(WORKPLACE_EVENT_NAMES, name) || typeof listener !== "function")
    throw new TypeError(`not an event of the workplace: ${String(name).slice(0, 40)}`);
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

contextBridge.exposeInMainWorld("tandem", { invoke, on });
