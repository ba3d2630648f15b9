import * as z from "zod";
import { LINK_CONTRACT_VERSION } from "../../../src-shared/link/link-contract.ts";
import type { HubRoutes } from "../http-needs.ts";

const About = z
  .object({
    product: z.literal("tandem-hub"),
    contractVersion: z.number().int().describe("The version of the link a desktop must speak."),
    hubTimeMs: z.number().int().describe("The hub's clock, epoch milliseconds UTC."),
  })
  .describe("What a program may know of a hub before it signs in.");

export const aboutRoutes: HubRoutes = (app, { clock }) => {
  // Anyone: a desktop asks before it has signed in.
  app.get(
    "/about",
    { config: { right: "anyone" }, schema: { summary: "What this is", tags: ["hub"], response: { 200: About } } },
    async () => ({
      product: "tandem-hub" as const,
      contractVersion: LINK_CONTRACT_VERSION,
      hubTimeMs: clock.nowMs(),
    }),
  );
};
