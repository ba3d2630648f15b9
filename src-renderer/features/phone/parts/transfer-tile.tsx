import { Popover } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { contactTitle } from "../../../lib/visitor-words.ts";
import { type TileBlock, tileBlock } from "../phone-model.ts";
import { setTransferOf, usePhoneStore } from "../use-phone.ts";
import { CallTile } from "./call-tile.tsx";
import { TransferPanel } from "./transfer-panel.tsx";

/** Opens the list of those the talk can be passed to. */
export function TransferTile({ call, calls }: { call: CallView; calls: readonly CallView[] }) {
  const { t } = useTranslation();
  const isAskedAbout = calls.some(({ consultOf }) => consultOf === call.callId);
  const block: TileBlock = isAskedAbout ? "joining" : tileBlock(call, "transfer");
  const isOpen = usePhoneStore((state) => state.transferOf === call.callId) && block === null;
  const customer = contactTitle(t, call);
  return (
    <Popover
      opened={isOpen}
      onChange={(opened) => setTransferOf(opened ? call.callId : null)}
      position="bottom-start"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <CallTile
          icon={<IconArrowsExchange size={20} stroke={1.5} aria-hidden="true" />}
          word={t("transfer.transfer")}
          object={t("transfer.transferObject", { customer })}
          keyCap="T"
          shortcut="T"
          isExpanded={isOpen}
          block={block}
          onClick={() => setTransferOf(isOpen ? null : call.callId)}
        />
      </Popover.Target>
      <Popover.Dropdown aria-label={t("transfer.title", { customer })}>
        <TransferPanel call={call} />
      </Popover.Dropdown>
    </Popover>
  );
}
