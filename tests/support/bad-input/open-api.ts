import * as z from "zod";
import type { DocumentedRoute } from "./input-town.ts";

const Operation = z.looseObject({
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), schema: z.unknown() })).default([]),
  requestBody: z
    .looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown().optional() })) })
    .optional(),
});
const Document = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), Operation)) });

/** Every route of `/docs/json`: whatever is added to the hub is among them by itself. */
export async function documentedRoutes(hubUrl: string): Promise<readonly DocumentedRoute[]> {
  const { paths } = Document.parse(await (await fetch(`${hubUrl}/docs/json`)).json());
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { parameters, requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      inPath: parameters.filter((one) => one.in === "path").map(({ name }) => name),
      inQuery: parameters.filter((one) => one.in === "query"),
      body: Object.values(requestBody?.content ?? {})[0]?.schema,
    })),
  );
}
