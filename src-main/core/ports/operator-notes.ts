/** The little this desktop remembers of an operator between starts. */
export type OperatorNotes = {
  /** As it was dialled. */
  readonly lastDialled: string | null;
  /** Missed calls that ended up to then (the hub's clock, epoch ms) were seen; null: never looked here. */
  readonly missedSeenMs: number | null;
  /** Calls that ask to be answered by themselves are, on this desktop. */
  readonly answersOnRequest: boolean;
  /** Talks that broke off and will not be called back, by interaction; the newest ones. */
  readonly notCalledBack: readonly string[];
};

/** Keeps the notes by login. What cannot be read counts as nothing noted. */
export interface OperatorNotesStore {
  read(login: string): OperatorNotes;
  /** Throws when the disk refuses. */
  write(login: string, notes: OperatorNotes): void;
}

export const NO_NOTES: OperatorNotes = {
  lastDialled: null,
  missedSeenMs: null,
  answersOnRequest: false,
  notCalledBack: [],
};
