// Bundled before the media page: gives it the bridge that the preload gives it in the app, over a WebSocket.
import type { MediaPageBridge } from "../../../../src-renderer/media/bridge.ts";

type RequestHandler = Parameters<MediaPageBridge["onRequest"]>[0];

const socket = new WebSocket(`ws://${location.host}/bridge${location.search}`);
const unsent: string[] = [];
const unheard: unknown[] = [];
let handler: RequestHandler | null = null;

socket.addEventListener("open", () => {
  for (const message of unsent.splice(0)) socket.send(message);
});
socket.addEventListener("message", ({ data }) => receive(JSON.parse(String(data))));

function receive(message: unknown): void {
  if (!handler) {
    unheard.push(message);
    return;
  }
  const { id, name, input } = message as { id: number; name: string; input: unknown };
  handler(id, name, input);
}

function send(message: unknown): void {
  const text = JSON.stringify(message);
  if (socket.readyState === WebSocket.OPEN) socket.send(text);
  else unsent.push(text);
}

const bridge: MediaPageBridge = {
  onRequest(given) {
    handler = given;
    for (const message of unheard.splice(0)) receive(message);
  },
  reply: (id, result) => send({ type: "reply", id, result }),
  emit: (name, payload) => send({ type: "event", name, payload }),
};
Object.defineProperty(window, "mediaBridge", { value: bridge });
