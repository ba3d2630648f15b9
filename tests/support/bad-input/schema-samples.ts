import * as z from "zod";

/** The part of JSON Schema that the hub's documents use. */
const Schema: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    anyOf: z.array(Schema).optional(),
    oneOf: z.array(Schema).optional(),
    allOf: z.array(Schema).optional(),
    properties: z.record(z.string(), Schema).optional(),
    additionalProperties: z.union([z.boolean(), Schema]).optional(),
    items: Schema.optional(),
    pattern: z.string().optional(),
    format: z.string().optional(),
    minLength: z.number().optional(),
    minimum: z.number().optional(),
    exclusiveMinimum: z.union([z.number(), z.boolean()]).optional(),
  }),
);
type Schema = {
  readonly type?: string | readonly string[] | undefined;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly anyOf?: readonly Schema[] | undefined;
  readonly oneOf?: readonly Schema[] | undefined;
  readonly allOf?: readonly Schema[] | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly additionalProperties?: boolean | Schema | undefined;
  readonly items?: Schema | undefined;
  readonly pattern?: string | undefined;
  readonly format?: string | undefined;
  readonly minLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly exclusiveMinimum?: number | boolean | undefined;
};

/** Values that mean something to the hub, by the name of the field they stand in. */
export type Known = Readonly<Record<string, unknown>>;

/** A value of the sort of an enum or discriminator is tried as well; these are for fields without a known value. */
const TRIES = ["support", "10", "+79000001427", "2026-11-22", "09:00", "https://firm.example/", "a".repeat(32), "Имя"];

/** Values that fit a schema, every variant of it once, with everything optional filled in. */
export function samplesOf(raw: unknown, known: Known): readonly unknown[] {
  return samples(Schema.parse(raw), "", known);
}

/** Where texts stand in a value: paths of keys. */
export function textPlaces(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === "string") return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textPlaces(inner, [...path, key]));
}

/** The value with something else in one place. */
export function withAt(value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown {
  if (key === undefined) return put;
  const inner = withAt((value as Readonly<Record<string, unknown>>)[key], rest, put);
  if (Array.isArray(value)) return value.map((item: unknown, index) => (String(index) === key ? inner : item));
  return { ...(value as object), [key]: inner };
}

function samples(schema: Schema, name: string, known: Known): readonly unknown[] {
  if (Object.hasOwn(known, name)) return [known[name]];
  if (schema.const !== undefined) return [schema.const];
  if (schema.enum) return schema.enum.slice(0, 1);
  const variants = schema.anyOf ?? schema.oneOf;
  if (typeof schema.type === "object") return schema.type.flatMap((type) => samples({ ...schema, type }, name, known));
  if (variants) return variants.flatMap((variant) => samples(variant, name, known));
  if (schema.allOf) return [Object.assign({}, ...schema.allOf.map((part) => samples(part, name, known)[0]))];
  switch (schema.type) {
    case "object":
      return objects(schema, known);
    case "array":
      return samples(schema.items ?? {}, name, known).map((item) => [item]);
    case "string":
      return [text(schema)];
    case "number":
    case "integer":
      return [Math.max(schema.minimum ?? 0, Number(schema.exclusiveMinimum ?? 0)) + 1];
    case "boolean":
      return [true];
    case "null":
      return [null];
    default:
      return ["anything"];
  }
}

/** As many objects as the field with the most variants has. */
function objects({ properties = {}, additionalProperties }: Schema, known: Known): readonly unknown[] {
  const fields = Object.entries(properties).map(([key, schema]) => [key, samples(schema, key, known)] as const);
  const extra =
    typeof additionalProperties === "object" ? [["en", samples(additionalProperties, "", known)] as const] : [];
  const all = [...fields, ...extra];
  const count = Math.max(1, ...all.map(([, values]) => values.length));
  return Array.from({ length: count }, (_none, index) =>
    Object.fromEntries(all.map(([key, values]) => [key, values[index % Math.max(1, values.length)]])),
  );
}

function text({ pattern, minLength = 0 }: Schema): string {
  const fits = (one: string) =>
    one.length >= minLength && (pattern === undefined || new RegExp(pattern, "u").test(one));
  return TRIES.find(fits) ?? "x".repeat(Math.max(1, minLength));
}
