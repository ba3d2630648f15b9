import type { IncomingInfoRequest } from "sip.js/lib/core/index.js";
import { dtmfBody } from "./description-body.ts";
import type { Leg } from "./leg.ts";

/** Passes a DTMF digit (INFO) from one side of a talk to the other; anything else is refused. */
export function passInfo(to: Leg | null, request: IncomingInfoRequest): void {
  const body = dtmfBody(request.message);
  if (!to?.isReachable) return void request.reject({ statusCode: 480 });
  if (!body) return void request.reject({ statusCode: 415 });
  const refuse = () => void request.reject({ statusCode: 480 });
  to.session.info(
    { onAccept: () => void request.accept({ statusCode: 200 }), onReject: refuse, onRedirect: refuse },
    { body },
  );
}
