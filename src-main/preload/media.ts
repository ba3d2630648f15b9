import { contextBridge, ipcRenderer } from "electron";

// What the hidden media page sees of the world: requests of main, and a way to answer and to announce.
// Main hands over one MessagePort; what is said before it arrives is kept and sent then.

type RequestHandler = (id: number, name: string, input: unknown) => void;

let port: MessagePort | null = null;
let handler: RequestHandler | null = null;
const unsent: unknown[] = [];
const unheard: unknown[] = [];

function send(message: unknown): void {
  if (port) port.postMessage(message);
  else unsent.push(message);
}

function receive(message: unknown): void {
  if (!handler) {
    unheard.push(message);
    return;
  }
  if (typeof message !== "object" || message === null) return;
  const { id, name, input } = message as { id?: unknown; name?: unknown; input?: unknown };
  if (typeof id === "number" && typeof name === "string") handler(id, name, input);
}

ipcRenderer.on("media-port", (event) => {
  const [given] = event.ports;
  if (!given) return;
  port?.close();
  port = given;
  given.onmessage = ({ data }) => receive(data);
  for (const message of unsent.splice(0)) given.postMessage(message);
});

contextBridge.exposeInMainWorld("mediaBridge", {
  onRequest(given: RequestHandler) {
    handler = given;
    for (const message of unheard.splice(0)) receive(message);
  },
  reply(id: number, result: unknown) {
    send({ type: "reply", id, result });
  },
  emit(name: string, payload: unknown) {
    send({ type: "event", name, payload });
  },
});

ipcRenderer.send("media:hello");
