import { useEffect } from "react";
import { create } from "zustand";
import type { CustomerView } from "../../../src-shared/ipc/customer.ts";
import { afterAPause } from "../../lib/after-a-pause.ts";
import { ask } from "../../lib/ask.ts";
import { bridge } from "../../lib/bridge.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";

/** A contact changes the log several times at once; the card reads it when it has settled. */
const PAUSE_MS = 300;

export type ShownCard = {
  readonly address: string | null;
  readonly state: "loading" | "ready" | "failed";
  readonly card: CustomerView | null;
  readonly isLoadingMore: boolean;
};

const EMPTY: ShownCard = { address: null, state: "loading", card: null, isLoadingMore: false };

const useCardStore = create<ShownCard>(() => EMPTY);

/** Counts the readings: an answer to any but the last one is dropped. */
let reading = 0;

/** Reads the card of one customer; what is shown of the same customer stays until the answer. */
export async function loadCard(address: string): Promise<void> {
  reading += 1;
  const mine = reading;
  if (useCardStore.getState().address !== address) useCardStore.setState({ ...EMPTY, address });
  const answer = await ask("customer.get", { address, before: null });
  if (mine !== reading) return;
  useCardStore.setState((shown) => {
    if (!answer.ok) return shown.card ? shown : { ...shown, state: "failed" };
    return { address, state: "ready", card: newest(shown.card, answer.value), isLoadingMore: false };
  });
}

/** What the team knew stays when the hub goes, and says since when it may be another; own contacts alone would be less. */
function newest(before: CustomerView | null, now: CustomerView): CustomerView {
  const isLess = before?.from === "team" && now.from === "own" && now.staleSinceMs !== null;
  return isLess ? { ...before, staleSinceMs: now.staleSinceMs } : now;
}

/** The link came or went: what was read without it is read anew, and the other way about. */
function followLink(isOnline: boolean): void {
  const { address, card } = useCardStore.getState();
  if (address !== null && card !== null && isOnline !== (card.staleSinceMs === null)) void loadCard(address);
}

/** The next page of contacts, below those that are shown. */
export async function loadMoreContacts(): Promise<void> {
  const { address, card, isLoadingMore } = useCardStore.getState();
  if (address === null || !card?.nextBefore || isLoadingMore) return;
  useCardStore.setState({ isLoadingMore: true });
  const mine = reading;
  const answer = await ask("customer.get", { address, before: card.nextBefore });
  if (mine !== reading) return;
  useCardStore.setState((shown) => {
    if (!answer.ok || !shown.card || answer.value.from !== shown.card.from) return { ...shown, isLoadingMore: false };
    const { contacts, nextBefore } = answer.value;
    const older = { ...shown.card, contacts: [...shown.card.contacts, ...contacts], nextBefore };
    return { ...shown, card: older, isLoadingMore: false };
  });
}

/** The card of who is shown, kept fresh; used once, by the frame. */
export function useCardFeed(address: string | null): void {
  const isOnline = useWorkplace((workplace) => workplace.link.state === "online");
  useEffect(() => followLink(isOnline), [isOnline]);
  useEffect(() => {
    if (address === null) return;
    void loadCard(address);
    const paused = afterAPause(() => void loadCard(address), PAUSE_MS);
    const stopListening = bridge().on("history.changed", paused.ask);
    return () => {
      stopListening();
      paused.stop();
    };
  }, [address]);
}

export function useCard(address: string): ShownCard {
  const shown = useCardStore();
  return shown.address === address ? shown : EMPTY;
}
