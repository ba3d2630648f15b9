import type { PageVisit } from "../../../src-shared/site-chat/entries.ts";
import type { SiteCallTicket } from "../../../src-shared/site-chat/site-call.ts";
import { SITE_CALLS_PATH, type SiteRefusalCode, WIDGET_PATH } from "../../../src-shared/site-chat/site-chat-limits.ts";
import type { CallPorts, Microphone, MicrophoneFailure, StartPhone } from "../engine/call-ports.ts";
import type { WidgetOptions } from "./options.ts";

/** Put in by the build: the name of the script that calls, with its hash. */
declare const CALL_FILE: string;

/** A microphone as the script that calls takes it. */
export type BrowserMicrophone = Microphone & { readonly stream: MediaStream };

/** Whether this browser on this page can call at all: a microphone is there on secure pages only. */
export function canCall(): boolean {
  return window.isSecureContext && "RTCPeerConnection" in window && Boolean(navigator.mediaDevices?.getUserMedia);
}

export function browserCallPorts(
  { hub, key }: WidgetOptions,
  token: () => string | null,
  page: () => PageVisit,
): CallPorts {
  return {
    openMicrophone: async () => {
      try {
        const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
        const stream = await navigator.mediaDevices.getUserMedia({ audio, video: false });
        const microphone: BrowserMicrophone = {
          stream,
          close: () => {
            for (const track of stream.getTracks()) track.stop();
          },
        };
        return microphone;
      } catch (error) {
        return failureOf(error);
      }
    },
    loadPhone: async () => {
      try {
        const script = (await import(`${hub}${WIDGET_PATH}/${CALL_FILE}`)) as { startPhone: StartPhone };
        return script.startPhone;
      } catch {
        return null;
      }
    },
    askTicket: async () => {
      try {
        const response = await fetch(`${hub}${SITE_CALLS_PATH}?key=${encodeURIComponent(key)}`, {
          method: "POST",
          headers: { authorization: `Bearer ${token() ?? ""}`, "content-type": "application/json" },
          body: JSON.stringify({ page: page() }),
        });
        if (!response.ok) return { ok: false, code: ((await response.json()) as { code: SiteRefusalCode }).code };
        const ticket = (await response.json()) as SiteCallTicket;
        const { server, path } = ticket;
        const isOwn = server === null;
        return { ok: true, ticket: { ...ticket, isOwn, server: server ?? `${hub.replace(/^http/, "ws")}${path}` } };
      } catch {
        return { ok: false, code: "no-link" };
      }
    },
  };
}

/** DOMException names of getUserMedia (Media Capture and Streams §10.3). */
function failureOf(error: unknown): MicrophoneFailure {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "microphone-missing";
  return name === "NotReadableError" || name === "AbortError" ? "microphone-busy" : "microphone-denied";
}
