import type { Interaction } from "../../../src-shared/domain/interaction.ts";
import type { VisitView } from "../../../src-shared/ipc/visit-view.ts";

/** From which page of a company's site a contact came, as it is shown; undefined: from elsewhere. */
export function visitView({ visit }: Pick<Interaction, "visit">): VisitView | undefined {
  if (!visit) return undefined;
  const source = [visit.utm.source, visit.utm.campaign].filter(Boolean).join(", ");
  const page = visit.title.trim() || pathOf(visit.url) || visit.site;
  return { site: visit.site, page, ...(source && { source }) };
}

/** «/tea» of `https://shop.example/tea?utm_source=mail`: marks of advertisements say nothing of the page. */
function pathOf(url: string): string {
  return /^https?:\/\/[^/?#]+([^?#]*)/.exec(url)?.[1] ?? "";
}
