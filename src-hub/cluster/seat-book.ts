import type { ChannelKind } from "../../src-shared/domain/channel.ts";
import type { OperatorId } from "../../src-shared/ids.ts";
import type { LinkEphemeral } from "../../src-shared/link/link-queries.ts";
import type { HubService } from "../service/hub-service.ts";

/** One linked desktop: which one, what it shows, and how it is reached. */
export type Seat = {
  readonly operatorId: OperatorId;
  readonly linkId: string;
  readonly desktopId: string | undefined;
  readonly shows: readonly ChannelKind[];
  /** Which node it is linked to. */
  readonly nodeId: string;
  /** Another desktop of the same operator took the seat. */
  replace(): void;
  tell(word: LinkEphemeral): void;
};

export type SeatWish = { readonly desktopId?: string | undefined; readonly takeOver: boolean };

/** Who sits where, on all nodes of a hub: one seat an operator. The service hears of desktops from here alone. */
export class SeatBook {
  readonly #service: Pick<HubService, "desktopLinked" | "desktopGone">;
  readonly #seats = new Map<OperatorId, Seat>();

  constructor(service: Pick<HubService, "desktopLinked" | "desktopGone">) {
    this.#service = service;
  }

  /** One seat an operator: another desktop gets it when its person says so. */
  isTaken(operatorId: OperatorId, { desktopId, takeOver }: SeatWish): boolean {
    const seated = this.#seats.get(operatorId)?.desktopId;
    return seated !== undefined && desktopId !== undefined && seated !== desktopId && !takeOver;
  }

  /** First the new one takes the place, then the old one goes: the operator was linked all the time. */
  take(seat: Seat): void {
    const before = this.#seats.get(seat.operatorId);
    if (before?.linkId === seat.linkId) return;
    this.#seats.set(seat.operatorId, seat);
    before?.replace();
    this.#service.desktopLinked(seat.operatorId, seat.shows);
  }

  /** A desktop is gone; one that was replaced does not take its successor off. */
  leave(operatorId: OperatorId, linkId: string): void {
    if (this.#seats.get(operatorId)?.linkId !== linkId) return;
    this.#seats.delete(operatorId);
    this.#service.desktopGone(operatorId);
  }

  tell(operatorId: OperatorId, word: LinkEphemeral): void {
    this.#seats.get(operatorId)?.tell(word);
  }

  /** Who is linked at a node. */
  ofNode(nodeId: string): readonly Seat[] {
    return [...this.#seats.values()].filter((seat) => seat.nodeId === nodeId);
  }
}
