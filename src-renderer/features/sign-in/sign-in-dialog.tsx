import { CloseButton, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import sheet from "../../ui/form.module.css";
import { SignInForm } from "./parts/sign-in-form.tsx";
import { useSignIn } from "./use-sign-in.ts";

/** Signing in to a team's hub for the first time; the program begins anew with it. */
export function SignInDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const steps = useSignIn({ url: "", login: "" });
  return (
    <Modal.Root opened onClose={onClose} size={480}>
      <Modal.Overlay color="var(--td-scrim)" backgroundOpacity={1} />
      <Modal.Content>
        <Modal.Body className={sheet.dialog}>
          <div className={sheet.head}>
            <div>
              <Modal.Title className={sheet.title}>{t("session.title")}</Modal.Title>
              <p className={sheet.note}>{t("accounts.hubAbout")}</p>
            </div>
            <CloseButton aria-label={t("frame.closeDialog")} onClick={onClose} />
          </div>
          <SignInForm steps={steps} hasUrl />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
