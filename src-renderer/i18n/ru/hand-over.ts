export const handOver = {
  note: "Коротко для коллеги: о чём разговор и что уже сделано",
  notePlaceholder: "Коротко для коллеги: о чём разговор, что сделано",
  nextStep: "Что сделать дальше",
  nextStepPlaceholder: "Что сделать дальше",
  queueWaiting: "очередь, ждут: {{waiting}}",
  title: "Карточка передачи: {{operator}}",
  from: "{{operator}} передаёт:",
  fromAbout: "{{operator}} спрашивает о клиенте: {{customer}}",
  next: "Дальше:",
  script: "Скрипт:",
  draft: "Черновик:",
  recorded: "Разговор до вас записан.",
};
