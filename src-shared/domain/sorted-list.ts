/** A chunk that grew to this is split. Within it places are found and moved by plain array work, which is fast up to here. */
const CHUNK_LIMIT = 256;

/**
 * A list that stays in order, also with a hundred thousand items: it is kept in chunks, so that adding and taking out
 * move at most `CHUNK_LIMIT` of them. `compare` must tell any two items apart.
 */
export class SortedList<T> implements Iterable<T> {
  readonly #chunks: T[][] = [];
  readonly #compare: (left: T, right: T) => number;
  #size = 0;

  constructor(compare: (left: T, right: T) => number) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#size;
  }

  /** The first item, or undefined when the list is empty. */
  first(): T | undefined {
    return this.#chunks[0]?.[0];
  }

  /** The item at a place counted from 0, or undefined beyond the end. */
  at(place: number): T | undefined {
    let left = place;
    for (const chunk of this.#chunks) {
      if (left < chunk.length) return chunk[left];
      left -= chunk.length;
    }
    return undefined;
  }

  add(item: T): void {
    const end = this.#chunks.at(-1);
    const last = end?.at(-1);
    // What comes in order goes to the end, without a search.
    if (end && last !== undefined && end.length < CHUNK_LIMIT && this.#compare(last, item) < 0) {
      end.push(item);
      this.#size += 1;
      return;
    }
    const index = this.#chunkOf(item);
    const chunk = this.#chunks[index];
    this.#size += 1;
    if (!chunk) {
      this.#chunks.push([item]);
      return;
    }
    chunk.splice(this.#placeIn(chunk, item), 0, item);
    if (chunk.length > CHUNK_LIMIT) this.#chunks.splice(index + 1, 0, chunk.splice(CHUNK_LIMIT >>> 1));
  }

  /** Takes the item out; false when it was not in. The item must compare as it did when it was added. */
  remove(item: T): boolean {
    const start = this.#chunks[0];
    if (start && start[0] === item) {
      start.shift();
      if (start.length === 0) this.#chunks.shift();
      this.#size -= 1;
      return true;
    }
    const index = this.#chunkOf(item);
    const chunk = this.#chunks[index];
    if (!chunk) return false;
    const place = this.#placeIn(chunk, item);
    if (chunk[place] !== item) return false;
    chunk.splice(place, 1);
    if (chunk.length === 0) this.#chunks.splice(index, 1);
    this.#size -= 1;
    return true;
  }

  *[Symbol.iterator](): Iterator<T> {
    for (const chunk of this.#chunks) yield* chunk;
  }

  /** The first item that is wanted, in order. */
  find(isWanted: (item: T) => boolean): T | undefined {
    for (const chunk of this.#chunks) for (const item of chunk) if (isWanted(item)) return item;
    return undefined;
  }

  /** The chunk the item stands in or belongs to: the first whose last item is not before it, else the last. */
  #chunkOf(item: T): number {
    let from = 0;
    let to = this.#chunks.length - 1;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const last = this.#chunks[middle]?.at(-1);
      if (last !== undefined && this.#compare(last, item) < 0) from = middle + 1;
      else to = middle;
    }
    return Math.max(0, from);
  }

  #placeIn(chunk: readonly T[], item: T): number {
    let from = 0;
    let to = chunk.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const at = chunk[middle];
      if (at !== undefined && this.#compare(at, item) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
