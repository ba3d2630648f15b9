import type { Session } from "sip.js";
import type { CallId } from "../../src-shared/ids.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Log } from "../core/ports/log.ts";
import { infoForTone } from "./sip-dtmf.ts";

const ANSWER_MS = 8_000;

type InfoParts = { readonly session: Session; readonly callId: CallId; readonly clock: Clock; readonly log: Log };

/** Sends an INFO, with a tone or empty; the status of its answer, 408 when none came in time. */
export function sendInfo({ session, callId, clock, log }: InfoParts, tone?: string): Promise<number> {
  return new Promise((resolve) => {
    const stop = clock.after(ANSWER_MS, () => resolve(408));
    const settle = (statusCode: number) => {
      stop();
      resolve(statusCode);
    };
    const onAnswer = ({ message }: { message: { statusCode?: number } }) => settle(message.statusCode ?? 408);
    const requestOptions = tone === undefined ? {} : { body: infoForTone(tone) };
    session
      .info({ requestDelegate: { onAccept: onAnswer, onReject: onAnswer, onRedirect: onAnswer }, requestOptions })
      .catch((cause: unknown) => {
        log.debug({ callId, cause }, "INFO not sent");
        settle(481);
      });
  });
}
