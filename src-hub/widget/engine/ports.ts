/** Time and chance as the engine sees them; fakes drive the tests. */
export interface WidgetClock {
  /** Epoch milliseconds of the visitor's machine. */
  nowMs(): number;
  /** Calls back once after a delay; the answer stops it. */
  after(delayMs: number, callback: () => void): () => void;
  /** 0 ≤ n < 1. */
  random(): number;
}

/** Where the widget keeps what must outlive the page: localStorage, or memory where the browser has none for us. */
export interface KeyValueStore {
  read(key: string): string | null;
  /** Whether it is kept: false when the place is full. */
  write(key: string, value: string): boolean;
  remove(key: string): void;
  keys(): readonly string[];
}

/** One WebSocket, seen through what the engine needs of it. */
export interface ChatSocket {
  send(text: string): void;
  close(): void;
}

/** What a socket tells its owner; nothing follows `closed`. */
export type SocketEvents = {
  readonly opened: () => void;
  readonly heard: (text: string) => void;
  /** `code` as of RFC 6455 §7.4, 1006 when the link broke. */
  readonly closed: (code: number) => void;
};

export type OpenSocket = (events: SocketEvents) => ChatSocket;
