import { CloseButton, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SetupPlan } from "../../../src-shared/ipc/setup.ts";
import css from "./accounts-view.module.css";
import { SetupLinkForm } from "./parts/setup-link-form.tsx";
import { SetupPlanView } from "./parts/setup-plan-view.tsx";
import { type AskedSetup, useSetupStore } from "./setup-store.ts";
import { useSetupSteps } from "./use-setup-steps.ts";

/** «Подключение по ссылке»: an administrator's link, what it would set up, and the person's yes. */
export function SetupDialog() {
  const asked = useSetupStore((state) => state.asked);
  const count = useSetupStore((state) => state.count);
  return asked === null ? null : <SetupWindow key={count} asked={asked} />;
}

function SetupWindow({ asked }: { readonly asked: AskedSetup }) {
  const { t } = useTranslation();
  const steps = useSetupSteps(asked);
  const { plan } = steps;
  return (
    <Modal.Root opened onClose={steps.close} size={520}>
      <Modal.Overlay color="var(--td-scrim)" backgroundOpacity={1} />
      <Modal.Content>
        <Modal.Body className={css.dialog}>
          <div className={css.dialogHead}>
            <div>
              <Modal.Title className={css.dialogTitle}>{t("setup.title")}</Modal.Title>
              <p className={css.note}>{plan === null ? <Before asked={asked} /> : <About plan={plan} />}</p>
            </div>
            <CloseButton aria-label={t("frame.closeDialog")} onClick={steps.close} />
          </div>
          {plan === null ? <SetupLinkForm asked={asked} steps={steps} /> : <SetupPlanView plan={plan} steps={steps} />}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Whose word it is; a link of another program says first where it leads. */
function Before({ asked }: { readonly asked: AskedSetup }) {
  const { t } = useTranslation();
  return asked.from === "link" ? t("setup.offerAbout", { host: asked.host }) : t("setup.about");
}

function About({ plan: { host, issuer } }: { readonly plan: SetupPlan }) {
  const { t } = useTranslation();
  return issuer === "" ? t("setup.planAbout", { host }) : t("setup.planAboutIssuer", { host, issuer });
}
