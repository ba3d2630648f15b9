import { formatAddress } from "../../../src-shared/domain/phone-number.ts";
import type { DurableVisitorFrame } from "../../../src-shared/site-chat/visitor-frames.ts";

type Form = Extract<DurableVisitorFrame, { t: "form" }>;
type CallBack = Extract<DurableVisitorFrame, { t: "call-back" }>;

/** What an operator reads of an offline form. In Russian: it is the team's language. */
export function formWords({ name, contact, text }: Form): string {
  const head = ["Вопрос с сайта, в чате никого не было", `Контакт: ${contact}`, name && `Имя: ${name}`].filter(Boolean);
  return `${head.join("\n")}\n\n${text}`;
}

/** What an operator reads of a call-back order. */
export function callBackWords({ number, name, fromMs, toMs, page }: CallBack, timeZone: string): string {
  const day = new Intl.DateTimeFormat("ru", {
    timeZone,
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  });
  const time = new Intl.DateTimeFormat("ru", { timeZone, hour: "2-digit", minute: "2-digit" });
  const when = fromMs === null || toMs === null ? "как можно скорее" : `${day.format(fromMs)}–${time.format(toMs)}`;
  const { source, campaign } = page.utm;
  return [
    "Заказ обратного звонка",
    `Номер: ${formatAddress(number)}`,
    name && `Имя: ${name}`,
    `Когда: ${when}`,
    page.url && `Страница: ${page.url}`,
    source && `Реклама: ${[source, campaign].filter(Boolean).join(", ")}`,
  ]
    .filter(Boolean)
    .join("\n");
}

/** «+7 900 •••-••-27»: enough to know one's own number, too little for who looks over the shoulder. */
export function maskNumber(number: string): string {
  return `${number.slice(0, 5)}•••${number.slice(-2)}`;
}
