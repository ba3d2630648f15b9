import type { HubFailure } from "../../src-shared/ipc/hub-process.ts";
import type { Preferences } from "../../src-shared/ipc/workplace.ts";

/** Why the app cannot open its data, or has no team to work with. Nothing was changed or overwritten in any of these. */
export type ProblemCode =
  | "database-newer"
  | "migration-failed"
  | "database-unreadable"
  | "secrets-unreadable"
  | "secrets-lost"
  | "key-store-missing"
  | "team-unreadable"
  | "hub-failed";

export type Problem = {
  readonly code: ProblemCode;
  /** The file it is about, shown as it is. */
  readonly file: string;
  /** What the machine said, for whoever helps; never a secret. */
  readonly detail: string;
};

/** Whether the embedded hub's failure is about its data, or it just did not start. */
export function problemOfHub(failure: HubFailure, file: string): Problem {
  const isData = failure === "database-newer" || failure === "migration-failed" || failure === "database-unreadable";
  return { code: isData ? failure : "hub-failed", file, detail: `hub: ${failure}` };
}

/** Links of the page, relative to itself; main acts on them, the page never goes there. */
export const PROBLEM_LINKS = { openFolder: "open-folder", quit: "quit" } as const;

type Words = { readonly title: string; readonly what: string; readonly advice: string };
type Locale = Preferences["locale"];

const WORDS: Readonly<Record<Locale, Readonly<Record<ProblemCode, Words>>>> = {
  ru: {
    "database-newer": {
      title: "Данные записаны более новой версией Tandem",
      what: "Эта версия программы не умеет их читать. Файл не изменён.",
      advice: "Установите последнюю версию Tandem и откройте её снова.",
    },
    "migration-failed": {
      title: "Данные не удалось обновить для этой версии Tandem",
      what: "Обновление остановлено, файл остался таким, каким был. Рядом с ним лежит копия.",
      advice: "Освободите место на диске и откройте Tandem снова. Если не помогло, передайте папку администратору.",
    },
    "database-unreadable": {
      title: "Файл данных не читается",
      what: "Файл повреждён или записан с другим ключом. Он не изменён.",
      advice: "Передайте папку администратору. Чтобы начать заново, переместите этот файл в другое место.",
    },
    "secrets-unreadable": {
      title: "Ключи этого рабочего места не читаются",
      what: "Система не отдала ключ, которым они запечатаны: сменилась учётная запись или хранилище паролей. Файл не изменён.",
      advice:
        "Войдите в систему под прежней учётной записью или разблокируйте хранилище паролей и откройте Tandem снова.",
    },
    "secrets-lost": {
      title: "Файл ключей пропал, а данные остались",
      what: "Без него данные этого рабочего места не открыть. Новые ключи не созданы, данные не изменены.",
      advice: "Верните файл secrets.bin из резервной копии или передайте папку администратору.",
    },
    "key-store-missing": {
      title: "В системе нет хранилища ключей",
      what: "Без него ключи этого рабочего места нечем запечатать, а открытыми они не хранятся. Ничего не записано.",
      advice:
        "Войдите в систему обычной учётной записью с паролем и откройте Tandem снова. Если не помогло, сообщите администратору.",
    },
    "team-unreadable": {
      title: "Файл команды не подходит",
      what: "В нём описаны операторы, очереди и линии. Что именно не так, написано в подробностях. Данные не изменены.",
      advice:
        "Исправьте файл или укажите другой и откройте Tandem снова. Без своего файла Tandem откроется с учебной командой.",
    },
    "hub-failed": {
      title: "Встроенный сервер команды не запустился",
      what: "Без него некому принимать звонки. Данные не изменены.",
      advice: "Закройте Tandem и откройте снова. Если не помогло, передайте подробности администратору.",
    },
  },
  en: {
    "database-newer": {
      title: "The data was written by a newer Tandem",
      what: "This version of the program cannot read it. The file was not changed.",
      advice: "Install the latest Tandem and open it again.",
    },
    "migration-failed": {
      title: "The data could not be updated for this version of Tandem",
      what: "The update was stopped and the file is as it was. A copy lies beside it.",
      advice:
        "Free some disk space and open Tandem again. If that does not help, give the folder to your administrator.",
    },
    "database-unreadable": {
      title: "The data file cannot be read",
      what: "It is damaged or was written with another key. It was not changed.",
      advice: "Give the folder to your administrator. To start anew, move this file elsewhere.",
    },
    "secrets-unreadable": {
      title: "The keys of this workplace cannot be read",
      what: "The system did not give out the key they are sealed with: another account, or another password store. The file was not changed.",
      advice: "Sign in with the former account or unlock the password store, then open Tandem again.",
    },
    "secrets-lost": {
      title: "The key file is gone while the data is there",
      what: "The data of this workplace cannot be opened without it. No new keys were made, the data was not changed.",
      advice: "Put secrets.bin back from a backup, or give the folder to your administrator.",
    },
    "key-store-missing": {
      title: "The system has no key store",
      what: "Without it the keys of this workplace cannot be sealed, and they are never kept open. Nothing was written.",
      advice:
        "Sign in to the system with an ordinary account and open Tandem again. If that does not help, tell your administrator.",
    },
    "team-unreadable": {
      title: "The team file does not fit",
      what: "It names the operators, queues and lines. What is wrong with it stands in the details. The data was not changed.",
      advice:
        "Mend the file or name another, and open Tandem again. Without a file of your own it opens with the demo team.",
    },
    "hub-failed": {
      title: "The team server inside did not start",
      what: "Without it nobody takes the calls. The data was not changed.",
      advice: "Close Tandem and open it again. If that does not help, give the details to your administrator.",
    },
  },
};

const LABELS: Readonly<Record<Locale, { file: string; detail: string; openFolder: string; quit: string }>> = {
  ru: { file: "Файл", detail: "Подробности", openFolder: "Открыть папку", quit: "Выйти" },
  en: { file: "File", detail: "Details", openFolder: "Open the folder", quit: "Quit" },
};

/** The page, without a script: both languages, the operator's first. All text is escaped. */
export function problemPage(problem: Problem, locale: Locale, nonce: string): string {
  const other: Locale = locale === "ru" ? "en" : "ru";
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<title>Tandem</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
${section(problem, locale)}
<hr>
${section(problem, other)}
</main>
</body>
</html>
`;
}

function section(problem: Problem, locale: Locale): string {
  const words = WORDS[locale][problem.code];
  const labels = LABELS[locale];
  return `<section lang="${locale}">
<h1>${escapeHtml(words.title)}</h1>
<p>${escapeHtml(words.what)}</p>
<p><strong>${escapeHtml(words.advice)}</strong></p>
<dl>
<dt>${labels.file}</dt><dd>${escapeHtml(problem.file)}</dd>
<dt>${labels.detail}</dt><dd>${escapeHtml(`${problem.code}: ${problem.detail}`)}</dd>
</dl>
<p class="buttons"><a role="button" class="main" href="${PROBLEM_LINKS.openFolder}">${labels.openFolder}</a>
<a role="button" href="${PROBLEM_LINKS.quit}">${labels.quit}</a></p>
</section>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

// Colours are the roles of ui.md §3; this page cannot load the app's own style, which may be what is broken.
const STYLE = `
:root { color-scheme: light dark; font: 400 14px/20px Inter, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
body { margin: 0; background: #e9ecf0; color: #161a21; }
main { max-width: 560px; margin: 32px auto; padding: 24px 32px; background: #fff; border-radius: 12px; }
h1 { font: 600 20px/26px inherit; font-size: 20px; margin: 0 0 12px; }
hr { border: 0; border-top: 1px solid #dfe3e9; margin: 24px 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 12px; font-size: 12px; line-height: 16px; }
dt { color: #5d6676; } dd { margin: 0; overflow-wrap: anywhere; user-select: text; }
.buttons { display: flex; gap: 12px; margin: 16px 0 0; }
a { padding: 9px 16px; border: 1px solid #7f8898; border-radius: 6px; color: inherit; text-decoration: none; }
a.main { background: #3350d3; border-color: #3350d3; color: #fff; }
a:focus-visible { outline: 2px solid #3350d3; outline-offset: 2px; }
@media (prefers-color-scheme: dark) {
body { background: #0c0e12; color: #e8ebf0; } main { background: #14171c; } hr { border-color: #242a33; }
dt { color: #929bab; } a { border-color: #6d7686; } a.main { background: #506be6; border-color: #506be6; }
a:focus-visible { outline-color: #8aa0ff; }
}`;
