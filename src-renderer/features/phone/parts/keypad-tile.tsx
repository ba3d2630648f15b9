import { Popover } from "@mantine/core";
import { IconGridDots } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { contactTitle } from "../../../lib/visitor-words.ts";
import { tileBlock } from "../phone-model.ts";
import { setKeypadOf, usePhoneStore } from "../use-phone.ts";
import { CallTile } from "./call-tile.tsx";
import { Keypad } from "./keypad.tsx";

export function KeypadTile({ call }: { call: CallView }) {
  const { t } = useTranslation();
  const block = tileBlock(call, "keypad");
  const isOpen = usePhoneStore((state) => state.keypadOf === call.callId) && block === null;
  return (
    <Popover
      opened={isOpen}
      onChange={(opened) => setKeypadOf(opened ? call.callId : null)}
      position="bottom-start"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <CallTile
          icon={<IconGridDots size={20} stroke={1.5} aria-hidden="true" />}
          word={t("phone.keypad")}
          object={t("phone.keypadObject", { customer: contactTitle(t, call) })}
          keyCap="K"
          shortcut="K"
          isExpanded={isOpen}
          block={block}
          onClick={() => setKeypadOf(isOpen ? null : call.callId)}
        />
      </Popover.Target>
      <Popover.Dropdown aria-label={t("phone.keypadTitle")}>
        <Keypad call={call} />
      </Popover.Dropdown>
    </Popover>
  );
}
