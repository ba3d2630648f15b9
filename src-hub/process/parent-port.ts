/** What this room needs of Electron's `process.parentPort`; Electron's own types stay out of the hub. */
export type ParentPort = {
  on(event: "message", listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
};

/** The port to the desktop's main process; a hub process without one was started by hand. */
export function findParentPort(): ParentPort | null {
  const port = (process as { readonly parentPort?: ParentPort }).parentPort;
  return port ?? null;
}
