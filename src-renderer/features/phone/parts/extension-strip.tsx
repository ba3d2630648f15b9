import { IconDialpad } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ExtensionView } from "../../../../src-shared/ipc/extension.ts";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { useCommand } from "../../../lib/use-command.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import css from "../call-bar-view.module.css";

const WORDS = {
  waiting: "phone.extensionWaits",
  sending: "phone.extensionGoes",
  refused: "phone.extensionRefused",
} as const satisfies Record<ExtensionView["state"], string>;

/** An extension that is sent after the answer: which, how it stands, and how to call it off. */
export function ExtensionStrip({ call }: { readonly call: CallView }) {
  const { t } = useTranslation();
  const command = useCommand();
  const expected = useWorkplace(({ extensions }) => extensions.find(({ callId }) => callId === call.callId));
  if (!expected) return null;
  const { digits, state } = expected;
  return (
    <div className={css.strip} data-testid="extension-strip">
      <IconDialpad size={16} stroke={1.5} aria-hidden="true" />
      <span>{t(WORDS[state], { extension: digits })}</span>
      {state === "waiting" && (
        <button
          type="button"
          className={css.drop}
          onClick={() => void command("calls.drop-extension", { callId: call.callId })}
        >
          {t("phone.extensionDrop")}
        </button>
      )}
    </div>
  );
}
