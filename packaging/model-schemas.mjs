// What must hold for a tool's schema after a library has converted it for a model.

/**
 * What a model could not fill in: objects without properties, arrays without items, values of no type.
 *
 * @param {unknown} schema
 * @param {string} path begins with the tool's name
 * @returns {string[]}
 */
export function schemaProblems(schema, path) {
  const node = record(schema);
  if (!node) return [`${path}: the schema was lost`];
  const alternatives = alternativesOf(node);
  if (alternatives.length > 0) return alternatives.filter((one) => record(one)?.type !== "null").flatMap((one) => schemaProblems(one, path));
  const types = [node.type].flat().map((type) => String(type).toLowerCase());
  const properties = Object.entries(record(node.properties) ?? {});
  const isTool = !path.includes(".");
  if (types.includes("object") && properties.length === 0 && !isTool) return [`${path}: an object without properties`];
  if (types.includes("array") && !record(node.items)) return [`${path}: a list of nothing`];
  if (node.type === undefined && node.enum === undefined) return [`${path}: no type`];
  return [
    ...properties.flatMap(([name, part]) => schemaProblems(part, `${path}.${name}`)),
    ...(node.items ? schemaProblems(node.items, `${path}[]`) : []),
  ];
}

/**
 * The arguments with null for every property that the schema knows and the call does not give, at every depth.
 *
 * @param {unknown} args
 * @param {unknown} schema
 * @returns {unknown}
 */
export function withNulls(args, schema) {
  const node = record(schema);
  if (!node) return args;
  const [only = node] = alternativesOf(node).filter((one) => record(one)?.type !== "null");
  const { properties, items } = record(only) ?? {};
  if (Array.isArray(args)) return args.map((item) => withNulls(item, items));
  const given = record(args);
  const known = record(properties);
  if (!given || !known) return args;
  const nulls = Object.fromEntries(Object.keys(known).map((name) => [name, null]));
  return { ...nulls, ...Object.fromEntries(Object.entries(given).map(([name, value]) => [name, withNulls(value, known[name])])) };
}

/** @param {Record<string, unknown>} node @returns {unknown[]} */
const alternativesOf = ({ anyOf, oneOf }) => [anyOf ?? oneOf ?? []].flat();

/** @param {unknown} value @returns {Record<string, unknown> | undefined} */
const record = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? /** @type {Record<string, unknown>} */ (value) : undefined;
