import * as z from "zod";

const MINUTES_A_DAY = 1440;

/** A time of the day on the wall, "00:00" to "24:00". */
const WallTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/);

/** From a time to a time; one that ends before it starts goes on past midnight. Equal ends mean the whole day. */
const OpenSpan = z.object({ from: WallTime, to: WallTime });
type OpenSpan = z.output<typeof OpenSpan>;

const TimeZone = z.string().max(64).refine(isTimeZone, "not a time zone (IANA, like Europe/Moscow)");

/**
 * When a queue is open. `weekly`: spans by day of the week (1: Monday … 7: Sunday, ISO 8601). `holidays`: days of the
 * calendar (YYYY-MM-DD) that have spans of their own instead; none means closed. All on the wall of `timeZone`.
 */
export const BusinessHours = z.object({
  timeZone: TimeZone,
  weekly: z
    .array(OpenSpan.extend({ days: z.array(z.number().int().min(1).max(7)).min(1).max(7) }))
    .max(50)
    .default([]),
  holidays: z
    .array(z.object({ date: z.iso.date(), open: z.array(OpenSpan).max(10).default([]) }))
    .max(400)
    .default([]),
});
export type BusinessHours = z.output<typeof BusinessHours>;

/** Whether the hours are open at a moment (epoch ms). Null hours are always open; a moment that is no time is closed. */
export function isOpenAt(hours: BusinessHours | null, atMs: number): boolean {
  if (hours === null) return true;
  const now = wallClock(hours.timeZone, atMs);
  if (!now) return false;
  const today = spansOf(hours, now.date, now.weekday);
  if (today.some((span) => isWithinOwnDay(span, now.minute))) return true;
  const yesterday = dayBefore(now.date, now.weekday);
  return spansOf(hours, yesterday.date, yesterday.weekday).some((span) => isWithinNextDay(span, now.minute));
}

type WallClock = { readonly date: string; readonly weekday: number; readonly minute: number };

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** The calendar and the clock on the wall there; the zone's own rules tell summer time. */
function wallClock(timeZone: string, atMs: number): WallClock | null {
  if (!Number.isFinite(atMs) || Math.abs(atMs) > 8.64e15) return null;
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(atMs);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return {
    date: `${part("year")}-${part("month")}-${part("day")}`,
    weekday: WEEKDAYS.indexOf(part("weekday")) + 1,
    minute: Number(part("hour")) * 60 + Number(part("minute")),
  };
}

function dayBefore(date: string, weekday: number): Pick<WallClock, "date" | "weekday"> {
  const before = new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000);
  return { date: before.toISOString().slice(0, 10), weekday: weekday === 1 ? 7 : weekday - 1 };
}

function spansOf(hours: BusinessHours, date: string, weekday: number): readonly OpenSpan[] {
  const holiday = hours.holidays.find((one) => one.date === date);
  return holiday ? holiday.open : hours.weekly.filter(({ days }) => days.includes(weekday));
}

function isWithinOwnDay({ from, to }: OpenSpan, minute: number): boolean {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  return minute >= start && (end > start ? minute < end : minute < MINUTES_A_DAY);
}

function isWithinNextDay({ from, to }: OpenSpan, minute: number): boolean {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  // Equal ends: a whole day, which from 09:00 on lasts until 09:00.
  return end <= start && minute < end;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
