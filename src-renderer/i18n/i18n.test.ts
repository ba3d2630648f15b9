import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { workplaceContract } from "../../src-shared/ipc/workplace.ts";
import { en } from "./en.ts";
import { createI18n } from "./i18n.ts";
import { ru } from "./ru.ts";

type Words = { readonly [key: string]: string | Words };

const ROOT = join(import.meta.dirname, "..");
const FORMS = { ru: ["one", "few", "many", "other"], en: ["one", "other"] } as const;

/** Keys with the plural ending taken off. */
function baseKeys(words: Words, prefix = ""): readonly string[] {
  const keys = Object.entries(words).flatMap(([key, value]) =>
    typeof value === "string"
      ? [prefix + key.replace(/_(one|few|many|other)$/, "")]
      : baseKeys(value, `${prefix}${key}.`),
  );
  return [...new Set(keys)];
}

function flat(words: Words, prefix = ""): Readonly<Record<string, string>> {
  return Object.assign(
    {},
    ...Object.entries(words).map(([key, value]) =>
      typeof value === "string" ? { [prefix + key]: value } : flat(value, `${prefix}${key}.`),
    ),
  );
}

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes("/i18n/") && !path.includes("/media/"));
}

/** Every literal in the sources that has the shape of a key; a template `status.${…}` uses its whole group of names. */
function usedKeys(): { readonly literal: ReadonlySet<string>; readonly files: number } {
  const groups = Object.keys(ru).join("|");
  const shape = new RegExp(`["'\`]((?:${groups})(?:\\.[A-Za-z-]+)+)["'\`]`, "g");
  const paths = sources(ROOT);
  const literal = new Set(
    paths.flatMap((path) => [...readFileSync(path, "utf8").matchAll(shape)].map((hit) => hit[1] ?? "")),
  );
  for (const name of [...Object.keys(workplaceContract.requests), ...Object.keys(workplaceContract.events)]) {
    literal.delete(name);
  }
  return { literal, files: paths.length };
}

/** Keys that are put together from a status or the face of a call: `t(\`status.${status}\`)`, `t(\`queue.${face}\`)`. */
const COMPOSED = [
  "status.online",
  "status.break",
  "status.not-ready",
  "status.offline",
  "profile.operator",
  "profile.supervisor",
  "profile.administrator",
  "queue.dialling",
  "queue.connecting",
  "queue.talking",
  "queue.onHold",
  "queue.ended",
];

describe("words", () => {
  it("are the same in both languages", () => {
    expect(baseKeys(en)).toEqual(baseKeys(ru));
  });

  it("are used, and what is used is there", () => {
    const { literal, files } = usedKeys();
    expect(files).toBeGreaterThan(60);
    const defined = new Set(baseKeys(ru));
    expect([...literal].filter((key) => !defined.has(key))).toEqual([]);
    expect([...defined].filter((key) => !literal.has(key) && !COMPOSED.includes(key))).toEqual([]);
  });

  it.each(["ru", "en"] as const)("have all plural forms in %s, and none that the language lacks", (language) => {
    const words = flat(language === "ru" ? ru : en);
    const plural = Object.keys(words).filter((key) => /_(one|few|many|other)$/.test(key));
    const bases = new Set(plural.map((key) => key.replace(/_(one|few|many|other)$/, "")));
    expect(bases.size).toBeGreaterThan(2);
    expect(new Set(plural)).toEqual(
      new Set([...bases].flatMap((base) => FORMS[language].map((form) => `${base}_${form}`))),
    );
  });

  it("name the same values in both languages", () => {
    const values = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();
    const russian = flat(ru);
    for (const [key, text] of Object.entries(flat(en))) {
      expect([key, values(text)]).toEqual([key, values(russian[key] ?? "")]);
    }
  });

  it("never blame, exclaim or say «успешно»", () => {
    for (const text of Object.values(flat(ru))) expect(text).not.toMatch(/!|успешно|вы забыли|неверно ввели/i);
  });

  it("count in Russian", async () => {
    const { t } = await createI18n("ru");
    expect([1, 3, 5, 11, 21].map((count) => t("home.waiting", { count }))).toEqual([
      "Ждёт 1 клиент",
      "Ждут 3 клиента",
      "Ждут 5 клиентов",
      "Ждут 11 клиентов",
      "Ждёт 21 клиент",
    ]);
  });
});
