import { SITE_CHAT_PATH } from "../../../src-shared/site-chat/site-chat-limits.ts";
import type { KeyValueStore, OpenSocket, WidgetClock } from "../engine/ports.ts";
import type { WidgetOptions } from "./options.ts";

export const browserClock: WidgetClock = {
  nowMs: () => Date.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  random: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32,
};

/** localStorage under the widget's own names; memory where the browser keeps nothing for us. */
export function openStore(prefix: string): KeyValueStore {
  const memory = new Map<string, string>();
  const local = ownStorage();
  return {
    read: (key) => memory.get(key) ?? local?.getItem(prefix + key) ?? null,
    write: (key, value) => {
      try {
        if (!local) throw new Error("no storage");
        local.setItem(prefix + key, value);
        memory.delete(key);
        return true;
      } catch {
        memory.set(key, value);
        return false;
      }
    },
    remove: (key) => {
      memory.delete(key);
      local?.removeItem(prefix + key);
    },
    keys: () => {
      const kept = local ? Object.keys(local).filter((name) => name.startsWith(prefix)) : [];
      return [...kept.map((name) => name.slice(prefix.length)), ...memory.keys()];
    },
  };
}

/** A browser that blocks storage throws at the first touch. */
function ownStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export function socketTo({ hub, key }: WidgetOptions): OpenSocket {
  const url = `${hub.replace(/^http/, "ws")}${SITE_CHAT_PATH}?key=${encodeURIComponent(key)}`;
  return ({ opened, heard, closed }) => {
    const socket = new WebSocket(url);
    socket.onopen = () => opened();
    socket.onmessage = ({ data }) => heard(String(data));
    socket.onclose = ({ code }) => closed(code);
    return { send: (text) => socket.send(text), close: () => socket.close() };
  };
}
