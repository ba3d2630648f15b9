export const news = {
  title: "What's new",
  caption: "what changed for an operator",
  version: "Version {{version}}",
  more: "More",
  moreOf: "More: {{title}}",
  unread: "there is news",
};
