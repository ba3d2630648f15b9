import { Button, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SessionView } from "../../../src-shared/ipc/session.ts";
import { useCommand } from "../../lib/use-command.ts";
import sheet from "../../ui/form.module.css";
import { SignInForm } from "./parts/sign-in-form.tsx";
import css from "./sign-in.module.css";
import { useSignIn } from "./use-sign-in.ts";

/** The whole window: login and password, and what else the hub asks for. */
export function SignInPage({ session }: { readonly session: SessionView }) {
  const { t } = useTranslation();
  const command = useCommand();
  const steps = useSignIn(session);
  return (
    <Modal.Root opened onClose={() => undefined} fullScreen closeOnEscape={false} closeOnClickOutside={false}>
      <Modal.Content>
        <Modal.Body className={css.page}>
          <div className={css.card}>
            <div className={css.pageHead}>
              <Modal.Title className={css.pageTitle}>{t("session.titleAgain")}</Modal.Title>
              <p className={css.where}>{session.url}</p>
              {steps.step === "who" && (
                <p className={sheet.note}>
                  {session.state === "signed-out" ? t("session.signedOut") : t("session.over")}
                </p>
              )}
            </div>
            <SignInForm
              steps={steps}
              hasUrl={false}
              aside={
                <Button variant="subtle" size="md" onClick={() => void command("accounts.leave-hub", {})}>
                  {t("session.leave")}
                </Button>
              }
            />
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
