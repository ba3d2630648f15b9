import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { HeadsetCheck, HeadsetView } from "../../../../src-shared/ipc/headset.ts";
import { useCommand } from "../../../lib/use-command.ts";
import { CONTROL_WORDS, LAMP_WORDS } from "../headset-words.ts";
import css from "../sound-settings-view.module.css";
import { ButtonCheck } from "./button-check.tsx";
import own from "./headset-settings.module.css";

/** One headset: how it stands, what it can, and what may be done about it. */
export function HeadsetRow({ headset, check }: { headset: HeadsetView; check: HeadsetCheck | null }) {
  const { t } = useTranslation();
  const { state, isWorn, controls, lamps } = headset;
  const name = headset.name || t("headset.unnamed", { key: headset.key });
  const list = (words: readonly string[]) => words.join(", ");
  return (
    <li className={own.headset} data-used={state === "ready" || undefined}>
      <div className={own.head}>
        <span className={css.deviceName} data-away={state === "away" || undefined}>
          {name}
          {state === "ready" && <span className={css.used}>{t("headset.ready")}</span>}
          {state === "found" && <span className={own.plain}>{t("headset.notConnected")}</span>}
          {state === "away" && <span className={css.away}>{t("headset.away")}</span>}
          {isWorn && <span className={own.plain}>{t("headset.worn")}</span>}
        </span>
        <Actions headset={headset} name={name} isChecked={check !== null} />
      </div>
      {state === "busy" && <p className={css.trouble}>{t("headset.busy")}</p>}
      {state === "useless" && <p className={own.hint}>{t("headset.useless")}</p>}
      {controls.length > 0 && (
        <p className={own.knows}>
          {t("headset.knows", { list: list(controls.map((control) => t(CONTROL_WORDS[control]))) })}
          {lamps.length > 0 && ` ${t("headset.shows", { list: list(lamps.map((lamp) => t(LAMP_WORDS[lamp]))) })}`}
        </p>
      )}
      {check && <ButtonCheck headset={headset} pressed={check.pressed} />}
    </li>
  );
}

function Actions({ headset, name, isChecked }: { headset: HeadsetView; name: string; isChecked: boolean }) {
  const { t } = useTranslation();
  const command = useCommand();
  const { key, state } = headset;
  const allow = (isAllowed: boolean) => void command("headset.allow", { key, isAllowed });
  if (state === "found")
    return (
      <Button size="sm" aria-label={t("headset.allowOf", { name })} onClick={() => allow(true)}>
        {t("headset.allowControl")}
      </Button>
    );
  const isAway = state === "away";
  return (
    <span className={own.actions}>
      {state === "busy" && (
        <Button variant="default" size="sm" onClick={() => void command("headset.look", {})}>
          {t("headset.retry")}
        </Button>
      )}
      {(state === "ready" || state === "useless") && !isChecked && (
        <Button
          variant={state === "useless" ? "filled" : "default"}
          size="sm"
          onClick={() => void command("headset.check", { key, isOn: true })}
        >
          {t(state === "useless" ? "headset.teachButtons" : "headset.checkButtons")}
        </Button>
      )}
      <Button
        variant="subtle"
        size="sm"
        aria-label={t(isAway ? "headset.forgetOf" : "headset.disallowOf", { name })}
        onClick={() => allow(false)}
      >
        {t(isAway ? "headset.forget" : "headset.disallow")}
      </Button>
    </span>
  );
}
