import type { TFunction } from "i18next";
import type { Customer } from "../../src-shared/events/log-event.ts";
import type { VisitView } from "../../src-shared/ipc/visit-view.ts";
import { customerTitle } from "./format-phone.ts";

type Contact = { readonly customer: Customer; readonly visit?: VisitView | undefined };

/** Who it is: a visitor of a site without a name has no number to be called by either. */
export function contactTitle(t: TFunction, { customer, visit }: Contact): string {
  return visit && customer.name === null ? t("phone.siteVisitor") : customerTitle(customer);
}

/** «Звонок с сайта · Чай»; null: it came from elsewhere. */
export function visitWords(t: TFunction, { visit }: Contact): string | null {
  return visit ? t("phone.siteCallFrom", { page: visit.page }) : null;
}
