import { Button } from "@mantine/core";
import { IconPhoneIncoming } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../lib/use-command.ts";
import { useSettledWorkplace } from "../../lib/workplace-store.ts";
import { type TrainingBlock, trainingBlock } from "./training-model.ts";
import css from "./training-view.module.css";

const BLOCK_KEYS = {
  calling: "training.calling",
  talking: "training.talking",
  "not-online": "training.notOnline",
  "phone-not-ready": "training.phoneNotReady",
} as const satisfies Record<NonNullable<TrainingBlock>, string>;

/** The offer of the training customer; when it cannot call, the button says why beside it. */
export function TrainingOffer() {
  const { t } = useTranslation();
  const command = useCommand();
  const isAvailable = useSettledWorkplace((workplace) => workplace.training.isAvailable);
  const block = useSettledWorkplace(trainingBlock);
  if (!isAvailable) return null;
  return (
    <section className={css.offer} aria-label={t("training.title")}>
      <div className={css.words}>
        <h2 className={css.title}>{t("training.title")}</h2>
        <p className={css.text}>{block ? t(BLOCK_KEYS[block]) : t("training.text")}</p>
      </div>
      <Button
        variant="default"
        data-testid="call-me"
        aria-label={t("training.callMeLabel")}
        aria-disabled={block ? true : undefined}
        data-blocked={block ? true : undefined}
        leftSection={<IconPhoneIncoming size={16} stroke={1.5} aria-hidden="true" />}
        onClick={() => {
          if (!block) void command("training.call-me", {});
        }}
      >
        {t("training.callMe")}
      </Button>
    </section>
  );
}
