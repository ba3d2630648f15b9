import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import { CustomerDeed, CustomerExport } from "../../../src-shared/domain/customer-export.ts";
import { InteractionId } from "../../../src-shared/ids.ts";
import { callerOf } from "../authorise.ts";
import type { HubRoutes } from "../http-needs.ts";
import { HttpRefusedError } from "../refused-error.ts";

const TAGS = ["customers"];
/** Over HTTP nobody does it without saying why and by which paper. */
const Deed = CustomerDeed.required({ reason: true, proof: true });
const Erased = z.object({ contacts: z.number().int().positive() });
const Erasures = z.object({
  contacts: z.array(z.object({ interactionId: InteractionId, pseudonym: z.string() })),
});
const refusals = { 400: Refusal, 401: Refusal, 403: Refusal, 404: Refusal, 409: Refusal } as const;

/** What is known of one customer: all of it as one document, and all of it gone. */
export const customerRoutes: HubRoutes = (app, { service }) => {
  app.post(
    "/customers/export",
    {
      config: { right: "customer.export", rateLimit: { max: 30 } },
      schema: {
        summary: "Everything known of one customer, as one document",
        description:
          "By all addresses they have. That it went out, why and by which paper is logged, without the addresses.",
        tags: TAGS,
        body: Deed,
        response: { 200: CustomerExport, ...refusals },
      },
    },
    async (request) => {
      const exported = await service.administration.customers.export(callerOf(request).personId, request.body);
      if (!exported.ok) throw refusedCustomer(exported.code);
      return exported.value;
    },
  );
  app.post(
    "/customers/erase",
    {
      config: { right: "customer.erase", rateLimit: { max: 30 } },
      schema: {
        summary: "Forget one customer, for good",
        description:
          "Addresses become pseudonyms, texts, notes, files and recordings go; times and results stay for the reports. Not undone.",
        tags: TAGS,
        body: Deed,
        response: { 200: Erased, ...refusals },
      },
    },
    async (request) => {
      const erased = await service.administration.customers.erase(callerOf(request).personId, request.body);
      if (!erased.ok) throw refusedCustomer(erased.code);
      return erased.value;
    },
  );
  app.get(
    "/customers/erasures",
    {
      config: { right: "customer.erase" },
      schema: {
        summary: "Every contact that was erased, to be kept apart from the backups",
        description: "No addresses, only ids. After a restore `npm run hub -- restored FILE` erases them again.",
        tags: TAGS,
        response: { 200: Erasures, ...refusals },
      },
    },
    async () => ({ contacts: [...(await service.administration.customerData.erasures())] }),
  );
};

const REFUSALS = {
  "unknown-customer": [404, "no", "Nothing is known by these addresses: check them, or they were erased already."],
  "customer-in-contact": [409, "later", "The customer is being served: ask again when their contact is closed."],
  "proof-names-customer": [
    400,
    "no",
    "The proof holds the customer's address and would stay in the log: give the number of the paper.",
  ],
} as const;

function refusedCustomer(code: keyof typeof REFUSALS): HttpRefusedError {
  const [status, retry, message] = REFUSALS[code];
  return new HttpRefusedError(status, { code, message, retry });
}
