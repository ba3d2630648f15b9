import * as z from "zod";
import { OperatorId } from "../../ids.ts";

/**
 * How the contacts of one customer are distributed, on every channel: `priority` 0 (as everybody) to 10, and who of the
 * team is responsible by the CRM. It has a say where a queue's rules ask for it.
 */
export const CustomerRouting = z.object({
  priority: z.number().int().min(0).max(10).default(0),
  responsibleId: OperatorId.nullable().default(null),
});
export type CustomerRouting = z.output<typeof CustomerRouting>;
