import { formatAddress } from "./phone-number.ts";

const VISITOR = "chat:";

/** Whether it is a visitor of a company's site, who has no number. */
export function isVisitor(address: string): boolean {
  return address.startsWith(VISITOR);
}

/** «+7 900 000-14-27» for a number however it came, «1002» for an extension, «#k3Xb» for a visitor of a site, any other as it is. */
export function shownAddress(address: string): string {
  if (isVisitor(address)) return `#${address.slice(VISITOR.length, VISITOR.length + 4)}`;
  return formatAddress(address);
}
