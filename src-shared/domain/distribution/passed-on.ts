/** How long whoever passed a contact on to a queue is not offered it there; ms. */
export const PASSED_ON_REST_MS = 15_000;
