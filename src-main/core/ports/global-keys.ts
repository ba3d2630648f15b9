/** The system's keys that work while another program is in front. */
export interface GlobalKeys {
  /** False: another program has them. `accelerator` as Electron writes it. */
  register(accelerator: string, pressed: () => void): boolean;
  unregister(accelerator: string): void;
}
