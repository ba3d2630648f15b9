/** What a reply can fill in by itself, and what it is called between double braces, beside its own name, in either language. */
export const REPLY_VARIABLES = {
  "customer.name": { en: "customer name", ru: "имя клиента" },
  "operator.name": { en: "my name", ru: "моё имя" },
  queue: { en: "queue", ru: "очередь" },
  channel: { en: "channel", ru: "канал" },
  date: { en: "date", ru: "дата" },
  time: { en: "time", ru: "время" },
} as const satisfies Readonly<Record<string, { readonly en: string; readonly ru: string }>>;
export type ReplyVariable = keyof typeof REPLY_VARIABLES;

/** What is known now; what is missing stays a blank. */
export type ReplyValues = Partial<Readonly<Record<ReplyVariable, string>>>;

/** A place in a text that a person still has to fill, and what it stands for. */
export type ReplyBlank = { readonly from: number; readonly upto: number; readonly name: string };

const BLANK = /\{\{([^{}\n]{1,60})\}\}/g;

/** The text with what is known in its place; the rest stands as it was written. */
export function filledReply(text: string, values: ReplyValues): string {
  // Once through: what a customer calls themselves is never read as a variable.
  return text.replaceAll(BLANK, (blank: string, name: string) => {
    const variable = variableOf(name);
    return (variable && values[variable]?.replaceAll(/[{}]/g, "")) || blank;
  });
}

/** What is still to be filled, in the order it stands. */
export function blanksOf(text: string): readonly ReplyBlank[] {
  return Array.from(text.matchAll(BLANK), ({ 0: blank, 1: name = "", index }) => ({
    ...{ from: index, upto: index + blank.length, name: name.trim() },
  }));
}

function variableOf(name: string): ReplyVariable | null {
  const wanted = plain(name);
  const variables = Object.keys(REPLY_VARIABLES) as ReplyVariable[];
  const isMeant = (variable: ReplyVariable) =>
    [variable, ...Object.values(REPLY_VARIABLES[variable])].some((one) => plain(one) === wanted);
  return variables.find(isMeant) ?? null;
}

function plain(name: string): string {
  return name.trim().toLowerCase().replaceAll("ё", "е").replaceAll(/\s+/g, " ");
}
