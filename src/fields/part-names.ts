/** What people also call the parts of a name and of an address. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  firstName: ["forename"],
  lastName: ["surname"],
  city: ["town"],
  state: ["province"],
  postalCode: ["zip", "zip code", "postcode"],
};

const keyOf = (name: string) => name.toLowerCase().replaceAll(/[\s_-]/g, "");

/** The part that a text names, in any spelling; undefined if it names none. @param parts as a field type has them */
export function partCalled(written: string, parts: ReadonlyMap<string, string>): string | undefined {
  const wanted = keyOf(written);
  const [, part] = [...parts].find(([name, own]) => [name, ...(OTHER_NAMES[own] ?? [])].some((one) => keyOf(one) === wanted)) ?? [];
  return part;
}
