// Stands for the part of zod-to-json-schema that converts texts, with the checks that arguments of tools have. The
// patterns of all its formats would be a third of the library.

const NAMES = new Map([
  ["min", "minLength"],
  ["max", "maxLength"],
]);

/** @param {{ readonly checks?: readonly { readonly kind: string, readonly value?: number }[] }} definition */
export function parseStringDef({ checks = [] }) {
  const limits = checks.map(({ kind, value }) => {
    const name = NAMES.get(kind);
    if (name === undefined) throw new Error(`short-strings.mjs does not know the check ${kind} of a text`);
    return [name, value];
  });
  return { type: "string", ...Object.fromEntries(limits) };
}
