export const callCard = {
  second: "second call",
  hide: "Hide the card",
  openWindow: "Open the window",
  held: "on hold · whole talk {{duration}}",
  notHeard: "They cannot hear you",
  unmute: "Turn the microphone on: {{customer}}",
  resume: "Back to the customer",
  talking: "Talk in progress",
};
