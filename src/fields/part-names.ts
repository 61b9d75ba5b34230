/** What people also call the parts of a name and of an address, in lower case. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  firstName: ["forename", "given name"],
  lastName: ["surname", "family name"],
  city: ["town"],
  state: ["province"],
  postalCode: ["zip", "zip code", "postcode"],
  country: ["nation"],
};

/** What people call a part, as words: "last name", "surname", "family name". */
export const namesOfPart = (part: string): readonly string[] => [
  part.replaceAll(/\p{Lu}/gu, (letter) => ` ${letter.toLowerCase()}`),
  ...(OTHER_NAMES[part] ?? []),
];

const keyOf = (name: string) => name.toLowerCase().replaceAll(/[\s_-]/g, "");

/** The part that a text names, in any spelling; undefined if it names none. @param parts as a field type has them */
export function partCalled(written: string, parts: ReadonlyMap<string, string>): string | undefined {
  const wanted = keyOf(written);
  const [, part] = [...parts].find(([name, own]) => [name, ...(OTHER_NAMES[own] ?? [])].some((one) => keyOf(one) === wanted)) ?? [];
  return part;
}
