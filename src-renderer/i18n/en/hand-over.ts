export const handOver = {
  note: "In short for your colleague: what it is about and what was done",
  notePlaceholder: "In short for your colleague: what it is about",
  nextStep: "What to do next",
  nextStepPlaceholder: "What to do next",
  queueWaiting: "queue, waiting: {{waiting}}",
  title: "Hand-over card: {{operator}}",
  from: "{{operator}} hands over:",
  fromAbout: "{{operator}} asks about a customer: {{customer}}",
  next: "Next:",
  script: "Script:",
  draft: "Draft:",
  recorded: "The talk before you is recorded.",
};
