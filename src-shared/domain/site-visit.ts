import * as z from "zod";
import { ConversationId } from "../ids.ts";
import { PageVisit } from "../site-chat/entries.ts";

/** From where on a company's site a contact came: the page and the advertisement that brought the visitor there. */
export const SiteVisit = PageVisit.extend({
  /** The site's name, as the team calls it. */
  site: z.string().max(80),
  /** The visitor's chat, where there is one: the same person writes there. */
  conversationId: ConversationId.optional(),
});
export type SiteVisit = z.output<typeof SiteVisit>;

/** Longest address and title that the log keeps; the rest is the site's own tail of marks. */
const MOST_ADDRESS = 500;
const MOST_TITLE = 120;

/** A visit as the log may hold it. */
export function keptVisit(visit: SiteVisit): SiteVisit {
  const { url, referrer, title } = visit;
  return {
    ...visit,
    url: url.slice(0, MOST_ADDRESS),
    referrer: referrer.slice(0, MOST_ADDRESS),
    title: title.slice(0, MOST_TITLE),
  };
}
