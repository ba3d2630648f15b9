// Gives the hub's entry the `parentPort` that Electron's utility process would have, over Node's own IPC.
const parentPort = {
  on: (_event: "message", listener: (event: { data: unknown }) => void) => {
    process.on("message", (data) => listener({ data }));
  },
  postMessage: (message: unknown) => process.send?.(message),
};
Object.assign(process, { parentPort });
await import("../../../../src-hub/process/hub-process.ts");

export {};
