import { CloseButton, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SetupPlan } from "../../../../src-shared/ipc/setup.ts";
import sheet from "../../../ui/form.module.css";
import type { AskedSetup } from "../setup-store.ts";
import { useSetupSteps } from "../use-setup-steps.ts";
import { SetupLinkForm } from "./setup-link-form.tsx";
import { SetupPlanView } from "./setup-plan-view.tsx";

/** The dialog itself; a new one for each link. */
export function SetupWindow({ asked }: { readonly asked: AskedSetup }) {
  const { t } = useTranslation();
  const steps = useSetupSteps(asked);
  const { plan } = steps;
  return (
    <Modal.Root opened onClose={steps.close} size={520}>
      <Modal.Overlay color="var(--td-scrim)" backgroundOpacity={1} />
      <Modal.Content>
        <Modal.Body className={sheet.dialog}>
          <div className={sheet.head}>
            <div>
              <Modal.Title className={sheet.title}>{t("setup.title")}</Modal.Title>
              <p className={sheet.note}>{plan === null ? <Before asked={asked} /> : <About plan={plan} />}</p>
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
