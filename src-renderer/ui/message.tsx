import { IconAlertCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import css from "./message.module.css";

type MessageProps = {
  readonly tone?: "calm" | "danger";
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
};

/** What stands where a list would be: empty (what it means, what comes next) or failed (what, why, one button). */
export function Message({ tone = "calm", title, children, action }: MessageProps) {
  return (
    <div className={css.message} data-tone={tone} role={tone === "danger" ? "alert" : undefined}>
      <p className={css.title}>
        {tone === "danger" && <IconAlertCircle size={16} stroke={1.5} aria-hidden="true" />}
        {title}
      </p>
      {children && <p className={css.words}>{children}</p>}
      {action && <div className={css.action}>{action}</div>}
    </div>
  );
}
