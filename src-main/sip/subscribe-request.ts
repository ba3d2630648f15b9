import { Core, type URI, type UserAgent } from "sip.js";
import type { Clock } from "../core/ports/clock.ts";
import { DIALOG_INFO } from "./dialog-info.ts";
import type { SubscriptionDialog, SubscriptionNews } from "./line-subscription.ts";
import { LineWatcher } from "./line-watcher.ts";
import { readSubscriptionState, seconds } from "./subscription-end.ts";

/** Follows lines by the account of a phone; `addressOf` knows nothing while the phone has none. */
export function lineWatcher(
  clock: Clock,
  addressOf: (extension: string) => { readonly userAgent: UserAgent | undefined; readonly uri: URI | undefined },
): LineWatcher {
  return new LineWatcher({
    clock,
    subscribe: (extension, expiresS, onNews) => {
      const { userAgent, uri } = addressOf(extension);
      return userAgent && uri ? subscribeToDialogs(userAgent, uri, expiresS, onNews) : null;
    },
  });
}

/**
 * Subscribes to the dialogs of a line (RFC 4235). The library's Subscriber is not used: it refreshes by timers of its own,
 * cannot be dropped without a SUBSCRIBE, and waits 32 s for a NOTIFY that a dead flow never brings.
 */
function subscribeToDialogs(
  userAgent: UserAgent,
  target: URI,
  expiresS: number,
  onNews: (news: SubscriptionNews) => void,
): SubscriptionDialog {
  const { userAgentCore: core, configuration } = userAgent;
  const headers = (forS: number) => [
    "Event: dialog",
    `Expires: ${forS}`,
    `Accept: ${DIALOG_INFO}`,
    `Contact: ${userAgent.contact.toString()}`,
  ];
  let dialog: Core.Subscription | null = null;
  const refuse = ({ message }: Core.IncomingResponse) => {
    countOn(dialog, message);
    onNews(refusalIn(message));
  };
  const answers: Core.OutgoingRequestDelegate = {
    onAccept: ({ message }) => {
      countOn(dialog, message);
      onNews({ type: "accepted", expiresS: seconds(message.getHeader("expires")) });
    },
    onReject: refuse,
    onRedirect: refuse,
  };
  const message = core.makeOutgoingRequestMessage(
    "SUBSCRIBE",
    target,
    configuration.uri,
    target,
    {},
    headers(expiresS),
  );
  const request = core.subscribe(message, {
    ...answers,
    onNotify: ({ request: notify, subscription }) => {
      dialog = subscription ?? null;
      if (subscription)
        subscription.delegate = {
          onNotify: (next) => takeNotify(next, onNews),
          // Only ever by an answer to a refresh, which is told by `answers`, or by the library's own timer N.
          onTerminated: () => onNews({ type: "refused", statusCode: 408, retryAfterS: null, minExpiresS: null }),
        };
      takeNotify(notify, onNews);
    },
  });
  const ask = (forS: number) => {
    dialog?.subscribe(answers, { extraHeaders: headers(forS) });
  };
  const drop = () => {
    request.waitNotifyStop();
    request.dispose();
    dialog?.dispose();
    dialog = null;
  };
  return {
    refresh: ask,
    end: () => {
      // A NOTIFY with `terminated` would follow; whoever unsubscribes does not wait for it.
      ask(0);
      dialog = null;
      request.waitNotifyStop();
    },
    drop,
  };
}

/**
 * A refresh that was challenged went out again with the next CSeq, which the library does not count in its dialog: the
 * refresh after it would go out with the same once more, which is to be refused (RFC 3261 §12.2.2). Asterisk challenges none.
 */
function countOn(dialog: Core.Subscription | null, { cseq }: Core.IncomingResponseMessage): void {
  if (!(dialog instanceof Core.SubscriptionDialog)) return;
  const behind = cseq - (dialog.localSequenceNumber ?? cseq);
  // Whatever number an answer names, a request is challenged twice at the most.
  for (let count = 0; count < Math.min(behind, 2); count += 1) dialog.incrementLocalSequenceNumber();
}

function takeNotify(request: Core.IncomingNotifyRequest, onNews: (news: SubscriptionNews) => void): void {
  const { message } = request;
  request.accept();
  const is = readSubscriptionState(message.getHeader("subscription-state") ?? "");
  if (is) onNews({ type: "notified", is, contentType: message.getHeader("content-type") ?? "", body: message.body });
}

function refusalIn(response: Core.IncomingResponseMessage): SubscriptionNews {
  return {
    type: "refused",
    statusCode: response.statusCode ?? 500,
    retryAfterS: seconds(response.getHeader("retry-after")?.split(/[;( ]/)[0]),
    minExpiresS: seconds(response.getHeader("min-expires")),
  };
}
