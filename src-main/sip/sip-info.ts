import { type Session, SessionState } from "sip.js";
import type { CallId } from "../../src-shared/ids.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Log } from "../core/ports/log.ts";
import type { MediaDescriptions } from "./session-description-handler.ts";
import { infoForTone } from "./sip-dtmf.ts";

const ANSWER_MS = 8_000;

type InfoContent = {
  readonly body?: { readonly contentDisposition: string; readonly contentType: string; readonly content: string };
  readonly extraHeaders?: string[];
};

type InfoParts = { readonly session: Session; readonly callId: CallId; readonly clock: Clock; readonly log: Log };

/** Sends an INFO, with a body, with headers or bare; the status of its answer, 408 when none came in time. */
export function sendInfo(
  { session, callId, clock, log }: InfoParts,
  requestOptions: InfoContent = {},
): Promise<number> {
  return new Promise((resolve) => {
    const stop = clock.after(ANSWER_MS, () => resolve(408));
    const settle = (statusCode: number) => {
      stop();
      resolve(statusCode);
    };
    const onAnswer = ({ message }: { message: { statusCode?: number } }) => settle(message.statusCode ?? 408);
    session
      .info({ requestDelegate: { onAccept: onAnswer, onReject: onAnswer, onRedirect: onAnswer }, requestOptions })
      .catch((cause: unknown) => {
        log.debug({ callId, cause }, "INFO not sent");
        settle(481);
      });
  });
}

/** Sends tones through the media (RFC 4733), or one by one by INFO where that was not agreed; whether all were taken. */
export async function sendTones(
  parts: InfoParts & { readonly descriptions: Pick<MediaDescriptions, "sendTones"> },
  tones: string,
): Promise<boolean> {
  if (parts.session.state !== SessionState.Established) return false;
  if (await parts.descriptions.sendTones(tones)) return true;
  for (const tone of tones) {
    const statusCode = await sendInfo(parts, { body: infoForTone(tone) });
    if (statusCode < 200 || statusCode > 299) return false;
  }
  return true;
}

/** Pauses the exchange's recording, or lets it go on, as the account's `RecordingControl` says it is asked. */
export async function askRecording(
  parts: Parameters<typeof sendTones>[0],
  control: string,
  isOn: boolean,
): Promise<boolean> {
  const [pauseCode, resumeCode] = control.split("/");
  if (pauseCode !== undefined && resumeCode !== undefined) return sendTones(parts, isOn ? resumeCode : pauseCode);
  const statusCode = await sendInfo(parts, { extraHeaders: [`Record: ${isOn ? "on" : "off"}`] });
  return statusCode >= 200 && statusCode <= 299;
}
