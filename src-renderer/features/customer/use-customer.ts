import { useEffect } from "react";
import { create } from "zustand";
import type { HistoryRow } from "../../../src-shared/ipc/workplace.ts";
import { afterAPause } from "../../lib/after-a-pause.ts";
import { ask } from "../../lib/ask.ts";
import { bridge } from "../../lib/bridge.ts";

const CUSTOMER_ROWS = 50;
/** A call that rings changes the history too; its card comes first. */
const PAUSE_MS = 150;

export type CustomerHistory = {
  readonly address: string | null;
  readonly state: "loading" | "ready" | "failed";
  readonly rows: readonly HistoryRow[];
  readonly hasMore: boolean;
};

const EMPTY: CustomerHistory = { address: null, state: "loading", rows: [], hasMore: false };

const useCustomerStore = create<CustomerHistory>(() => EMPTY);

/** Reads the contacts of one customer; an answer that comes after the customer changed is dropped. */
export async function loadCustomer(address: string): Promise<void> {
  if (useCustomerStore.getState().address !== address) useCustomerStore.setState({ ...EMPTY, address });
  const answer = await ask("history.list", { cursor: null, limit: CUSTOMER_ROWS, customer: address });
  useCustomerStore.setState((shown) => {
    if (shown.address !== address) return shown;
    if (!answer.ok) return shown.state === "ready" ? shown : { ...shown, state: "failed" };
    return { address, state: "ready", rows: answer.value.rows, hasMore: answer.value.cursor !== null };
  });
}

/** The contacts of the customer on the line, kept fresh; used once, by the frame. */
export function useCustomerFeed(address: string | null): void {
  useEffect(() => {
    if (address === null) return;
    void loadCustomer(address);
    const paused = afterAPause(() => void loadCustomer(address), PAUSE_MS);
    const stopListening = bridge().on("history.changed", paused.ask);
    return () => {
      stopListening();
      paused.stop();
    };
  }, [address]);
}

export function useCustomerHistory(address: string): CustomerHistory {
  const history = useCustomerStore();
  return history.address === address ? history : EMPTY;
}
