import type { DurableVisitorFrame } from "../../../src-shared/site-chat/visitor-frames.ts";

type Form = Extract<DurableVisitorFrame, { t: "form" }>;

/** What an operator reads of an offline form. In Russian: it is the team's language. */
export function formWords({ name, contact, text }: Form): string {
  const head = ["Вопрос с сайта, в чате никого не было", `Контакт: ${contact}`, name && `Имя: ${name}`].filter(Boolean);
  return `${head.join("\n")}\n\n${text}`;
}

/** «+7 900 •••-••-27»: enough to know one's own number, too little for who looks over the shoulder. */
export function maskNumber(number: string): string {
  return `${number.slice(0, 5)}•••${number.slice(-2)}`;
}
