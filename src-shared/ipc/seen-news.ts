import * as z from "zod";

const MOST_PEOPLE = 100;

/** The version whose «Что нового» each operator of this desktop has read last, by the operator's id. */
export const SeenNews = z
  .record(z.string().min(1).max(64), z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/))
  .refine((people) => Object.keys(people).length <= MOST_PEOPLE);
export type SeenNews = z.output<typeof SeenNews>;
