import { Button } from "@mantine/core";
import { IconVolume } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../../lib/use-command.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import css from "../sound-settings-view.module.css";

/** What is heard of texts: messages by choice, offers always. */
export function MessageSetting() {
  const { t } = useTranslation();
  const command = useCommand();
  const { areMessagesHeard } = useWorkplace((workplace) => workplace.sound.settings);
  return (
    <>
      <div className={css.ringRow}>
        <label className={css.check}>
          <input
            type="checkbox"
            checked={areMessagesHeard}
            onChange={() => void command("sound.set", { areMessagesHeard: !areMessagesHeard })}
          />
          {t("sound.messagesHeard")}
        </label>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconVolume size={16} stroke={1.5} aria-hidden="true" />}
          onClick={() => void command("sound.play-test", { what: "message", deviceId: null })}
        >
          {t("sound.testMessage")}
        </Button>
      </div>
      <p className={css.note}>{t("sound.messagesNote")}</p>
    </>
  );
}
