import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { HeadsetCheck, HeadsetView } from "../../../../src-shared/ipc/headset.ts";
import { useCommand } from "../../../lib/use-command.ts";
import { CONTROL_WORDS, TEACHABLE } from "../headset-words.ts";
import own from "./headset-settings.module.css";

/** «Нажмите кнопку на гарнитуре»: names what was pressed, and learns what nobody knows. */
export function ButtonCheck({ headset, pressed }: { headset: HeadsetView; pressed: HeadsetCheck["pressed"] }) {
  const { t } = useTranslation();
  const command = useCommand();
  const { key, learned } = headset;
  const control = pressed?.control ?? null;
  const said =
    pressed === null
      ? t("headset.waiting")
      : control === null
        ? t("headset.unknown")
        : t("headset.pressed", { control: t(CONTROL_WORDS[control]) });
  return (
    <div className={own.check}>
      <h3 className={own.press}>{t("headset.press")}</h3>
      <p className={own.knows}>{t("headset.pressNote")}</p>
      <p className={own.said} role="status" data-known={control !== null || undefined} data-press={pressed?.count}>
        {said}
      </p>
      {pressed !== null && (
        <fieldset className={own.meanings}>
          <legend className={own.knows}>{t(control === null ? "headset.meaning" : "headset.wrong")}</legend>
          {TEACHABLE.map((meaning) => (
            <Button
              key={meaning}
              variant="default"
              className={own.meaning}
              size="sm"
              aria-pressed={meaning === control}
              onClick={() => void command("headset.teach", { key, control: meaning })}
            >
              {t(CONTROL_WORDS[meaning])}
            </Button>
          ))}
        </fieldset>
      )}
      <div className={own.actions}>
        <Button size="sm" onClick={() => void command("headset.check", { key, isOn: false })}>
          {t("headset.done")}
        </Button>
        {learned.length > 0 && (
          <Button variant="subtle" size="sm" onClick={() => void command("headset.forget-taught", { key })}>
            {t("headset.forgetTaught")}
          </Button>
        )}
        {learned.length > 0 && (
          <span className={own.knows}>
            {t("headset.taught", { list: learned.map((one) => t(CONTROL_WORDS[one])).join(", ") })}
          </span>
        )}
      </div>
    </div>
  );
}
