export const tour = {
  title: "A look around the window",
  command: "Show me around",
  offer: "New to Tandem?",
  offerText: "A minute's look around: where the status, the queue, the phone and the commands are.",
  start: "Show me around",
  decline: "No need",
  close: "End the look around",
  back: "Back",
  next: "Next",
  finish: "Got it",
  place: "{{at}} of {{count}}",
  status: "Your status",
  statusText:
    "Contacts come while you are “Online”. When you leave, choose a break: colleagues see why and for how long. Press it now if you like.",
  readiness: "Readiness",
  readinessText:
    "Green: the link, the phone and the headset are all right. If not, it says here what is wrong and what to do. A connection check takes ten seconds.",
  list: "Your talks and the queue",
  listText:
    "At the top what you have: calls and texts. Below who waits, by when they must be answered. What you choose opens in the middle.",
  dock: "Phone",
  dockText:
    "Here a call rings and a number is dialled: Ctrl D. You can close or reload the window, the call does not break.",
  commands: "Commands",
  commandsText: "Ctrl K and the first letters: any action, colleague or setting. The keyboard layout does not matter.",
  notices: "Notifications",
  noticesText: "All that Tandem told you in this shift. In a talk nothing else pops up, it waits here.",
  training: "The training customer",
  trainingText:
    "Calls through the queue like a real one. Answer, talk, hang up and write the outcome: you see it all at once.",
};
