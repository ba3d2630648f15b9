import * as z from "zod";

/** From where on a company's site a call came: its name, the page's title or path, and by which advertisement they came. Its customer has no number. */
export const VisitView = z.object({ site: z.string(), page: z.string(), source: z.string().optional() });
export type VisitView = z.output<typeof VisitView>;
