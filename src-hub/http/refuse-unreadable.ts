import type { Duplex } from "node:stream";
import type { Refusal } from "../../src-shared/api/refusal.ts";

type Answer = { readonly status: string; readonly refusal: Refusal };

const TOO_LARGE: Answer = {
  status: "431 Request Header Fields Too Large",
  refusal: { code: "too-large", message: "The address and headers are too large: send less at once.", retry: "no" },
};
const TOO_SLOW: Answer = {
  status: "408 Request Timeout",
  refusal: { code: "too-slow", message: "The request did not come in time: send it again.", retry: "now" },
};
const UNREADABLE: Answer = {
  status: "400 Bad Request",
  refusal: { code: "bad-request", message: "This is no HTTP request.", retry: "no" },
};

/** Answers what Node's own parser refuses, which no route ever sees; its own answers have no words. */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, refusal } = answerTo(error.code);
  const body = JSON.stringify(refusal);
  const head = [`HTTP/1.1 ${status}`, "Connection: close", "Content-Type: application/json"];
  socket.end(`${[...head, `Content-Length: ${Buffer.byteLength(body)}`].join("\r\n")}\r\n\r\n${body}`, () =>
    socket.destroy(),
  );
}

function answerTo(code: string | undefined): Answer {
  if (code === "HPE_HEADER_OVERFLOW") return TOO_LARGE;
  return code === "ERR_HTTP_REQUEST_TIMEOUT" ? TOO_SLOW : UNREADABLE;
}
