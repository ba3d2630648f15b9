import { useCallback, useEffect, useRef, useState } from "react";
import type { ContactOutcome } from "../../../src-shared/domain/topics/contact-outcome.ts";
import { NO_OUTCOME } from "../../../src-shared/domain/topics/outcome-rules.ts";
import type { InteractionId } from "../../../src-shared/ids.ts";
import { ask } from "../../lib/ask.ts";
import { useCommand } from "../../lib/use-command.ts";

/** As with a note: what is typed is at most this old when it is kept. */
const KEEP_AFTER_MS = 600;

/** What is said of a contact while it is written up: read once; what is chosen is kept at once, what is typed in every pause. */
export function useOutcome(interactionId: InteractionId) {
  const command = useCommand();
  const [read, setRead] = useState<ContactOutcome | null>(null);
  const [changed, setChanged] = useState<Partial<ContactOutcome>>({});
  const unkept = useRef<ContactOutcome | null>(null);
  // What was chosen before the answer came is newer.
  const outcome = { ...(read ?? NO_OUTCOME), ...changed };
  const keep = useCallback(() => {
    if (unkept.current === null) return;
    void command("outcomes.set", { interactionId, ...unkept.current });
    unkept.current = null;
  }, [command, interactionId]);
  useEffect(() => {
    let isGone = false;
    void ask("outcomes.get", { interactionId }).then((answer) => {
      if (!isGone && answer.ok) setRead(answer.value);
    });
    return () => {
      isGone = true;
    };
  }, [interactionId]);
  useEffect(() => keep, [keep]);
  useEffect(() => {
    if (read === null || Object.keys(changed).length === 0) return;
    unkept.current = { ...read, ...changed };
    if (changed.nextStep === undefined) return keep();
    const timer = setTimeout(keep, KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [read, changed, keep]);
  const change = useCallback((part: Partial<ContactOutcome>) => setChanged((before) => ({ ...before, ...part })), []);
  return { outcome, change, keep };
}
