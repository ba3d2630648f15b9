export const home = {
  calm: "Nobody is waiting",
  calmText: "A new call appears in the phone at the lower left, next to the dial field.",
  waiting_one: "{{count}} customer is waiting",
  waiting_other: "{{count}} customers are waiting",
  waitingText: "A call is offered to you when your turn comes.",
  onBreak: "You are on a break",
  onBreakText: "Contacts do not come until you go back online.",
  offline: "You are offline",
  offlineText: "Contacts do not come. Go online when you are ready.",
  goOnline: "Go online",
};
