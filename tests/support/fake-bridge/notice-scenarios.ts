import type { Notice } from "../../../src-shared/ipc/notices.ts";
import { ago, calm, levels, still, talk, talking } from "./desk-day.ts";
import { NOW_MS } from "./history-rows.ts";

function aNotice(seq: number, change: Partial<Notice>): Notice {
  const atMs = change.atMs ?? ago(60 * (20 - seq));
  return {
    seq,
    tone: "warn",
    title: "",
    message: "",
    action: null,
    concern: null,
    firstAtMs: atMs,
    atMs,
    count: 1,
    isSeen: true,
    endedAtMs: null,
    ...change,
  };
}

/** A shift in which something happened. */
export const noticesOfShift: Notice[] = [
  aNotice(9, {
    tone: "danger",
    title: "3 пропущенных звонка",
    message: "Клиенты ждут, что им перезвонят.",
    concern: "missed",
    action: { kind: "missed" },
    isSeen: false,
  }),
  aNotice(8, {
    title: "Гарнитура отключилась.",
    message: "Говорите в микрофон ноутбука. Слышите в динамиках ноутбука.",
    action: { kind: "sound" },
    count: 3,
    firstAtMs: ago(5400),
    isSeen: false,
  }),
  aNotice(6, {
    tone: "danger",
    title: "Лев Орлов не ответил",
    message: "Клиент снова с вами.",
    action: { kind: "call", callId: talk.callId },
  }),
  aNotice(5, {
    title: "Нет связи с центром",
    message: "Статус и история обновятся, когда связь вернётся. Подключаемся сами.",
    concern: "offline",
    endedAtMs: ago(700),
  }),
  aNotice(4, { tone: "good", title: "Переведено", message: "Лев Орлов говорит с клиентом." }),
  aNotice(3, {
    tone: "calm",
    title: "Отчёт готов, отправьте его в ИТ-отдел",
    message: "В нём нет имён и номеров: /home/marina/Documents/tandem-report-2026-11-16T11-31-07.txt",
  }),
];

export const withNotices = still("notices", {
  notices: noticesOfShift,
  missed: { unseen: 3, mark: NOW_MS },
});
export const noticesInTalk = talking("notices-in-talk", {}, { levels });
export const talkWithNotices = {
  ...noticesInTalk,
  workplace: { ...calm, calls: [talk], notices: noticesOfShift, missed: { unseen: 3, mark: NOW_MS } },
};
export const noNotices = still("notices-empty", {});
