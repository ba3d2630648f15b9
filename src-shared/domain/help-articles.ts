/** The articles of the help, in its order: a problem may lead to one. */
export const HELP_ARTICLES = [
  "first-day",
  "answer",
  "talk",
  "text",
  "transfer",
  "wrap-up",
  "replies",
  "script",
  "missed",
  "search",
  "status",
  "readiness",
  "no-sound",
  "headset",
  "no-link",
  "phone-down",
  "keys",
  "notices",
  "report",
] as const;

export type HelpArticleId = (typeof HELP_ARTICLES)[number];
