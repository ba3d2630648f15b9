export const training = {
  title: "Training customer",
  text: "Calls through the queue like a real one, waits for your voice and answers.",
  callMe: "Call me",
  callMeLabel: "Call me: training customer",
  calling: "The training customer is calling",
  talking: "The training customer is on the line",
  notOnline: "Go online first: the call comes through the queue",
  phoneNotReady: "Wait until the phone is ready",
};
