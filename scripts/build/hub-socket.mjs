import { readFile } from "node:fs/promises";

// engine.io-client opens its sockets by `ws` in Node, and yet asks for the built-in WebSocket when it is loaded, for which
// Node reads all of its undici: 20 ms of a start. A later version that reads otherwise stops the build.
const ASKS = "const WebSocketCtor = globalThis.WebSocket || globalThis.MozWebSocket;";

/** An esbuild plugin: the link to the hub is loaded without Node's built-in WebSocket. */
export const hubSocketByWsAlone = {
  name: "hub-socket-by-ws-alone",
  setup(build) {
    build.onLoad({ filter: /engine\.io-client[\\/].*[\\/]transports[\\/]websocket\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      if (text.split(ASKS).length !== 2) throw new Error(`${path}: it asks for the built-in WebSocket otherwise`);
      return { contents: text.replace(ASKS, "const WebSocketCtor = undefined;"), loader: "js" };
    });
  },
};
