import { IconUserPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { customerTitle } from "../../../lib/format-phone.ts";
import { contactTitle } from "../../../lib/visitor-words.ts";
import { conferenceBlock, otherTalk } from "../transfer-model.ts";
import { useCallActions } from "../use-phone.ts";
import { CallTile } from "./call-tile.tsx";

/** Makes one talk of the two. */
export function ConferenceTile({ call, calls }: { call: CallView; calls: readonly CallView[] }) {
  const { t } = useTranslation();
  const actions = useCallActions();
  const other = otherTalk(call, calls);
  const party = other ? customerTitle(other.customer) : "";
  return (
    <CallTile
      icon={<IconUserPlus size={20} stroke={1.5} aria-hidden="true" />}
      word={t("transfer.conference")}
      object={t("transfer.conferenceObject", { customer: contactTitle(t, call), party })}
      keyCap="A"
      shortcut="A"
      block={conferenceBlock(call, calls)}
      onClick={() => actions.startConference(call)}
    />
  );
}
