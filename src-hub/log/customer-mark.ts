import { createHmac, randomBytes } from "node:crypto";
import { normaliseAddress } from "../../src-shared/domain/phone-number.ts";
import type { HubDatabase } from "../db/schema.ts";
import { readMeta, writeMetaOnce } from "./meta-store.ts";

const KEY_BYTES = 32;

/** What stands for a customer's address in facts that stay for good: the same for the same address, made with the hub's own key. */
export async function customerMark(db: HubDatabase, address: string): Promise<string> {
  if ((await readMeta(db, "customer-mark-key")) === null)
    await writeMetaOnce(db, "customer-mark-key", randomBytes(KEY_BYTES).toString("hex"));
  const key = (await readMeta(db, "customer-mark-key")) ?? "";
  return createHmac("sha256", Buffer.from(key, "hex"))
    .update(normaliseAddress(address))
    .digest("hex")
    .slice(0, KEY_BYTES);
}
