import * as z from "zod";
import { PANE_LIMITS, type PaneLimits } from "../domain/pane-widths.ts";

const width = ({ min, max }: PaneLimits) => z.number().int().min(min).max(max).optional();

const MOST_DISPLAYS = 16;

/** The widths of the panes a person chose, by the size of the display they chose them on: `1920x1080`, CSS px. */
export const PanePreferences = z
  .record(
    z.string().regex(/^\d{2,5}x\d{2,5}$/),
    z.object({ list: width(PANE_LIMITS.list), card: width(PANE_LIMITS.card) }),
  )
  .refine((displays) => Object.keys(displays).length <= MOST_DISPLAYS);
export type PanePreferences = z.output<typeof PanePreferences>;
