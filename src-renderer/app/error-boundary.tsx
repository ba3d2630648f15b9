import { Button } from "@mantine/core";
import { Component, type ErrorInfo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { describeFault } from "../lib/ask.ts";
import { rendererLog } from "../lib/log.ts";
import css from "./error-boundary.module.css";

type ErrorBoundaryProps = {
  /** Which part it guards; goes to the log. */
  readonly where: string;
  /** What the part shows; a change of it gives the part another try. */
  readonly resetKey?: string;
  readonly children: ReactNode;
};

type ErrorBoundaryState = { readonly isBroken: boolean; readonly resetKey: string | undefined };

/** A fault of one part of the window stays in that part: the phone beside it goes on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { isBroken: false, resetKey: this.props.resetKey };

  static getDerivedStateFromError(): Partial<ErrorBoundaryState> {
    return { isBroken: true };
  }

  static getDerivedStateFromProps(
    props: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): Partial<ErrorBoundaryState> | null {
    return props.resetKey === state.resetKey ? null : { isBroken: false, resetKey: props.resetKey };
  }

  override componentDidCatch(fault: unknown, { componentStack }: ErrorInfo): void {
    rendererLog.error(`${this.props.where}: ${describeFault(fault)}${componentStack ?? ""}`);
  }

  override render(): ReactNode {
    return this.state.isBroken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { t } = useTranslation();
  return (
    <section className={css.broken} role="alert">
      <h2 className={css.title}>{t("frame.faultTitle")}</h2>
      <p className={css.words}>{t("frame.faultText")}</p>
      <Button variant="default" onClick={() => window.location.reload()}>
        {t("frame.reload")}
      </Button>
    </section>
  );
}
