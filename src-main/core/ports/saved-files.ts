/** Files the operator asked to have, outside of the program. */
export interface SavedFiles {
  /**
   * Writes a file under this name, or one beside it where something has that name already; never over it. Answers where.
   * Throws when the disk refuses.
   */
  save(name: string, bytes: Uint8Array): Promise<string>;
  /** Shows it in its folder. */
  show(file: string): void;
}
