/** Where a problem report comes from and goes to. */
export interface ReportFiles {
  /** The newest lines of this desktop's log, oldest first; redacted when they were written. */
  readLog(): Promise<readonly string[]>;
  /** Saves the text in the folder of reports, shows it to the operator there, and answers with the file's whole path. */
  save(name: string, text: string): Promise<string>;
  /** What the program runs on: name → version. */
  versions(): Readonly<Record<string, string>>;
}
