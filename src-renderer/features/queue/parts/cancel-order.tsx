import { IconX } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WaitingView } from "../../../../src-shared/ipc/waiting-view.ts";
import { customerTitle } from "../../../lib/format-phone.ts";
import { later } from "../../../lib/later.tsx";
import css from "../queue-view.module.css";

const CancelOrderDialog = later(async () => (await import("./cancel-order-dialog.tsx")).CancelOrderDialog);

/** Beside an order of a call-back: the customer need not be called any more. */
export function CancelOrder({ order }: { order: WaitingView }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  if (order.isCancelling) return t("queue.cancelling");
  const words = t("queue.cancelOrderOf", { customer: customerTitle(order.customer) });
  return (
    <>
      <button type="button" className={css.cancel} aria-label={words} title={words} onClick={() => setIsOpen(true)}>
        <IconX size={16} stroke={1.5} aria-hidden="true" />
      </button>
      {isOpen && (
        <Suspense>
          <CancelOrderDialog order={order} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
