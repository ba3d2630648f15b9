import type { ReplyValues } from "../../../src-shared/domain/replies/reply-text.ts";
import type { ConversationView } from "../../../src-shared/ipc/conversations.ts";
import { useLocale } from "../../i18n/use-locale.ts";
import { formatDate, formatTime } from "../../lib/format-date.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";

/** What a reply can fill in here, as it is at the moment of the insertion. */
export function useReplyValues({ customer, queueName }: ConversationView, channel: string): () => ReplyValues {
  const locale = useLocale();
  const operatorName = useWorkplace(({ operator }) => operator?.name ?? null);
  return () => {
    const nowMs = Date.now();
    return {
      ...(customer.name !== null && { "customer.name": customer.name }),
      ...(operatorName !== null && { "operator.name": operatorName }),
      ...(queueName !== null && { queue: queueName }),
      ...{ channel, date: formatDate(nowMs, nowMs, locale), time: formatTime(nowMs, locale) },
    };
  };
}
