/** A list that stays in order; finding a place takes log n steps. `compare` must tell any two items apart. */
export class SortedList<T> implements Iterable<T> {
  readonly #items: T[] = [];
  readonly #compare: (left: T, right: T) => number;

  constructor(compare: (left: T, right: T) => number) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#items.length;
  }

  /** The first item, or undefined when the list is empty. */
  first(): T | undefined {
    return this.#items[0];
  }

  add(item: T): void {
    this.#items.splice(this.#placeOf(item), 0, item);
  }

  /** Takes the item out; false when it was not in. The item must compare as it did when it was added. */
  remove(item: T): boolean {
    const place = this.#placeOf(item);
    if (this.#items[place] !== item) return false;
    this.#items.splice(place, 1);
    return true;
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#items[Symbol.iterator]();
  }

  #placeOf(item: T): number {
    let from = 0;
    let to = this.#items.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const at = this.#items[middle];
      if (at !== undefined && this.#compare(at, item) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
