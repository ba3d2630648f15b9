import type { ContactResult } from "../../topics/contact-outcome.ts";
import type { BlockKind, ConditionTest, FieldType, ScriptModel } from "../script.ts";
import { plainWords } from "../script-text.ts";

/** What means what in an outline, in either language. */
type Words<Meaning extends string> = Readonly<Record<Meaning, readonly string[]>>;

/** Before the colon of a block's heading; without any it is something to say, or a question where it has answers. */
export const KIND_WORDS: Words<Exclude<BlockKind, "say" | "question">> = {
  form: ["форма", "form"],
  condition: ["условие", "condition"],
  action: ["действие", "action"],
  "sub-script": ["скрипт", "script"],
  objections: ["возражения", "objections"],
  note: ["заметка", "note"],
  end: ["конец", "end"],
};

export const MODEL_WORDS: Words<ScriptModel> = {
  standard: ["стандартный", "standard"],
  "block-scheme": ["блок-схема", "block scheme", "block-scheme"],
  hybrid: ["гибридная", "гибрид", "hybrid"],
};

export const SETTING_WORDS = {
  model: ["модель", "model"],
  automatic: ["открывать сам", "opens by itself"],
  queueIds: ["очереди", "queues"],
  kinds: ["каналы", "channels"],
  directions: ["направления", "directions"],
  topicIds: ["темы", "topics"],
  customerTags: ["метки клиента", "customer tags"],
} as const satisfies Words<string>;

/** One line below a block's heading. */
export const BLOCK_SETTING_WORDS = {
  norm: ["норма", "norm"],
  result: ["результат", "result"],
  call: ["вызвать", "call"],
} as const satisfies Words<string>;

export const ACTION_WORDS = {
  "set-topic": ["тема", "topic"],
  "set-result": ["результат", "result"],
  "set-value": ["значение", "value"],
  "pause-recording": ["запись на паузу", "pause recording"],
  "resume-recording": ["запись дальше", "resume recording"],
  transfer: ["перевести", "transfer"],
  "order-call-back": ["заказать звонок", "order a call-back"],
  "send-template": ["отправить", "send"],
  "open-link": ["открыть", "open"],
} as const satisfies Words<string>;

export const FIELD_WORDS: Words<FieldType> = {
  text: ["текст", "text"],
  number: ["число", "number"],
  money: ["деньги", "money"],
  date: ["дата", "date"],
  time: ["время", "time"],
  phone: ["телефон", "phone"],
  email: ["почта", "email"],
  choice: ["выбор", "choice"],
  "yes-no": ["да или нет", "yes or no"],
};

export const TEST_WORDS: Words<ConditionTest["is"]> = {
  "not-equal": ["не равно", "not equal"],
  equal: ["равно", "equal"],
  contains: ["содержит", "contains"],
  more: ["больше", "more than", "more"],
  less: ["меньше", "less than", "less"],
  filled: ["заполнено", "filled"],
  empty: ["пусто", "empty"],
};

export const RESULT_WORDS: Words<ContactResult> = {
  solved: ["решено", "solved"],
  promised: ["обещано", "promised"],
  "passed-on": ["передано", "passed on"],
  unsolved: ["не решено", "unsolved"],
};

export const OTHERWISE_WORDS = ["иначе", "otherwise"];

/** What a word means; null: nothing here. */
export function meaningOf<Meaning extends string>(words: Words<Meaning>, written: string): Meaning | null {
  const wanted = plainWords(written);
  for (const meaning in words) if (words[meaning].some((word) => plainWords(word) === wanted)) return meaning;
  return null;
}
