import { createHash } from "node:crypto";

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
h2{margin-top:2.5rem;border-bottom:1px solid #8886}details{border:1px solid #8886;border-radius:8px;margin:.5rem 0;padding:.5rem 1rem}
summary{cursor:pointer}summary b{display:inline-block;min-width:4.5rem}code,pre{font:13px/1.45 ui-monospace,monospace}
pre{overflow:auto;padding:.75rem;border-radius:6px;background:#8881}`;

/** What a content security policy must name so that the page keeps its looks. */
export const API_PAGE_STYLE_SOURCE = `sha256-${createHash("sha256").update(STYLE).digest("base64")}`;

const METHODS = ["get", "post", "put", "patch", "delete"];

type Operation = {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly unknown[];
  readonly requestBody?: unknown;
  readonly responses?: Readonly<Record<string, unknown>>;
};
type Listed = { readonly method: string; readonly path: string; readonly operation: Operation };

/** A page for people of an OpenAPI document: every operation with its parameters, body and answers. */
export function apiPage(document: {
  readonly info: { readonly title: string; readonly description?: string };
  readonly paths?: object;
}): string {
  const byTag = groupByTag(operationsOf(document.paths ?? {}));
  const sections = [...byTag].map(
    ([tag, operations]) => `<h2>${asText(tag)}</h2>${operations.map(operationPart).join("")}`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${asText(document.info.title)}</title><style>${STYLE}</style>
<h1>${asText(document.info.title)}</h1><p>${asText(document.info.description ?? "")} For programs: <a href="/docs/json">/docs/json</a> (OpenAPI).</p>
${sections.join("\n")}</html>`;
}

function operationsOf(paths: object): readonly Listed[] {
  return Object.entries(paths).flatMap(([path, methods]: [string, Readonly<Record<string, Operation>>]) =>
    METHODS.flatMap((method) => {
      const operation = methods[method];
      return operation ? [{ method, path, operation }] : [];
    }),
  );
}

function groupByTag(operations: readonly Listed[]): ReadonlyMap<string, readonly Listed[]> {
  const groups = new Map<string, Listed[]>();
  for (const listed of operations) {
    const tag = listed.operation.tags?.[0] ?? "other";
    groups.set(tag, [...(groups.get(tag) ?? []), listed]);
  }
  return groups;
}

function operationPart({ method, path, operation }: Listed): string {
  const { summary, description, parameters, requestBody, responses = {} } = operation;
  const parts = [
    description ? `<p>${asText(description)}</p>` : "",
    parameters ? block("Parameters", parameters) : "",
    requestBody ? block("Body", requestBody) : "",
    ...Object.entries(responses).map(([status, response]) => block(status, response)),
  ];
  return `<details><summary><b>${method.toUpperCase()}</b> <code>${asText(path)}</code> ${asText(summary ?? "")}</summary>${parts.join("")}</details>`;
}

function block(title: string, value: unknown): string {
  return `<h4>${asText(title)}</h4><pre>${asText(JSON.stringify(value, null, 2))}</pre>`;
}

function asText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
