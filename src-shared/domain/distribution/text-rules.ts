import * as z from "zod";
import { defaultsOf } from "../defaults.ts";

/** The languages customers are spoken to by the hub itself. */
export const CustomerLanguage = z.enum(["ru", "en"]);
export type CustomerLanguage = z.output<typeof CustomerLanguage>;

const Words = z.object({ ru: z.string().max(1000).optional(), en: z.string().max(1000).optional() });
type Words = z.output<typeof Words>;

/** How a queue treats contacts that are written. In words `{opens}` stands for when the queue opens next. */
export const TextRules = z.object({
  /** The threshold of the service level, ms: a first answer within it counts as in time. */
  answerWithinMs: z.number().int().min(1000).max(86_400_000).default(120_000),
  /** What becomes of a contact that comes while the queue is closed: it waits until somebody is there, or it is closed at once. */
  whenClosed: z.enum(["wait", "close"]).default("wait"),
  /** What the customer is told then; without a language of theirs in the other, without any in the hub's own words. Empty: nothing. */
  closedWords: Words.default({}),
  /** What the customer is told when nobody came in the queue's `waitLimit`; without any: nothing. */
  givenUpWords: Words.default({}),
});
export type TextRules = z.output<typeof TextRules>;

/** What holds where a queue says nothing of it. */
export const DEFAULT_TEXT_RULES: TextRules = defaultsOf(TextRules);

const OWN_WORDS: Readonly<Record<TextRules["whenClosed"], Readonly<Record<CustomerLanguage, string>>>> = {
  wait: {
    ru: "Сейчас мы не работаем. Ваше сообщение сохранено, мы ответим здесь же, когда откроемся{opens}.",
    en: "We are closed now. Your message is kept, and we will answer it here when we open{opens}.",
  },
  close: {
    ru: "Сейчас мы не работаем. Напишите нам, пожалуйста, когда мы откроемся{opens}.",
    en: "We are closed now. Please write to us when we open{opens}.",
  },
};

/** What a customer is told at a closed queue; `opensAtMs` null: not known. Empty: nothing. */
export function closedWords(
  { whenClosed, closedWords: own }: TextRules,
  language: CustomerLanguage | null,
  opens: { readonly atMs: number | null; readonly timeZone: string },
): string {
  const chosen = chooseWords(own, language);
  const spoken = language ?? "ru";
  const when = opens.atMs === null ? "" : sayTime(spoken, opens.atMs, opens.timeZone);
  if (chosen !== null) return chosen.replaceAll("{opens}", when);
  return OWN_WORDS[whenClosed][spoken].replace("{opens}", when === "" ? "" : ` (${when})`);
}

/** What a customer is told when nobody came; empty: nothing. */
export function givenUpWords({ givenUpWords: own }: TextRules, language: CustomerLanguage | null): string {
  return chooseWords(own, language) ?? "";
}

function chooseWords(words: Words, language: CustomerLanguage | null): string | null {
  const first = language ?? "ru";
  return words[first] ?? words[first === "ru" ? "en" : "ru"] ?? null;
}

function sayTime(language: CustomerLanguage, atMs: number, timeZone: string): string {
  const form = { timeZone, day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(language === "ru" ? "ru" : "en-GB", form).format(atMs);
}
