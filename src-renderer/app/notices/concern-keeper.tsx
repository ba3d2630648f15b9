import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RequestInput } from "../../../src-shared/ipc/define-contract.ts";
import type { WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import { isStanding } from "../../features/notices/notice-model.ts";
import { useParts } from "../../features/readiness/use-readiness.ts";
import { useNoticeWords } from "../../features/status/parts/system-notice.tsx";
import { systemNotice } from "../../features/status/status-model.ts";
import { ask } from "../../lib/ask.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { concernsOf } from "./concern-model.ts";

type Told = RequestInput<WorkplaceContract, "notices.tell"> & { readonly concern: string };

const LASTS_MS = 3000;
/** They are events in themselves, and never pass by. */
const AT_ONCE: ReadonlySet<string> = new Set(["missed", "status", "talk-sound"]);

/** Tells the notification centre what stands and when it is over. Draws nothing. */
export function ConcernKeeper() {
  const { t } = useTranslation();
  const parts = useParts();
  const calls = useWorkplace((workplace) => workplace.calls);
  const missed = useWorkplace((workplace) => workplace.missed.unseen);
  const notice = useWorkplace((workplace) => systemNotice(workplace.status));
  const [statusTitle, statusMessage] = useNoticeWords(notice ?? "not-ready");
  const concerns = useMemo((): readonly Told[] => {
    const ofStatus: Told = {
      concern: "status",
      tone: "warn",
      title: statusTitle,
      message: statusMessage,
      action: { kind: "online" },
    };
    const rest = concernsOf({ parts, calls, missed }).map(
      ({ name, tone, title, message, action, count }): Told => ({
        concern: name,
        tone,
        title: t(title, { count }),
        message: t(message),
        action,
      }),
    );
    return notice === null ? rest : [ofStatus, ...rest];
  }, [parts, calls, missed, notice, statusTitle, statusMessage, t]);
  useKept(concerns, useLasting(concerns.map(({ concern }) => concern)));
  return null;
}

/** Those that have stood for a while: what comes and goes within seconds, as at the start, is no news. */
function useLasting(names: readonly string[]): ReadonlySet<string> {
  const [lasted, setLasted] = useState("");
  const now = names.join(" ");
  useEffect(() => {
    const timer = setTimeout(() => setLasted(now), LASTS_MS);
    return () => clearTimeout(timer);
  }, [now]);
  return useMemo(() => new Set(lasted.split(" ")), [lasted]);
}

/** What stood before the window was reloaded is not told again; what was over meanwhile is settled. */
function useKept(concerns: readonly Told[], lasting: ReadonlySet<string>): void {
  const { i18n } = useTranslation();
  const notices = useWorkplace((workplace) => workplace.notices);
  const told = useRef(new Map<string, { readonly words: string; readonly language: string }>());
  useEffect(() => {
    const standing = notices.filter(isStanding);
    for (const name of [...told.current.keys()]) {
      if (!concerns.some(({ concern }) => concern === name)) told.current.delete(name);
    }
    for (const one of concerns) {
      if (!lasting.has(one.concern) && !AT_ONCE.has(one.concern)) continue;
      const words = `${one.title} ${one.message}`;
      const before = told.current.get(one.concern);
      told.current.set(one.concern, { words, language: i18n.language });
      // Another language says nothing new.
      if (before && (before.words === words || before.language !== i18n.language)) continue;
      if (!standing.some(({ concern, title }) => concern === one.concern && title === one.title)) {
        void ask("notices.tell", one);
      }
    }
    for (const { concern } of standing) {
      if (concern === null || concerns.some((one) => one.concern === concern)) continue;
      void ask("notices.settle", { concern });
    }
  }, [concerns, lasting, notices, i18n.language]);
}
