import type { HidCollection } from "../../../src-shared/domain/headset/hid-fields.ts";

/** The part of WebHID (WICG) that is used; TypeScript's library does not know it. */
export type HidDevice = EventTarget & {
  readonly opened: boolean;
  readonly vendorId: number;
  readonly productId: number;
  readonly productName: string;
  readonly collections: readonly HidCollection[];
  open(): Promise<void>;
  close(): Promise<void>;
  sendReport(reportId: number, data: Uint8Array<ArrayBuffer>): Promise<void>;
};

export type HidReportEvent = Event & { readonly reportId: number; readonly data: DataView };

/** `navigator.hid`: only devices main lets this page see. */
export type Hid = Pick<EventTarget, "addEventListener"> & { getDevices(): Promise<readonly HidDevice[]> };

export function hidOf(browser: Navigator): Hid | null {
  return "hid" in browser ? (browser.hid as Hid) : null;
}
