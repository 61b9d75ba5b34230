import type { Attribute, ContactSchema } from "../../schema/contact-schema.ts";
import { foldLetters } from "../../text/fold.ts";

/** The names that other programs give to the columns of an attribute, or of a part of it. */
interface UsualNames {
  readonly names: readonly string[];
  /** Names of one kind, which mean the attribute only if there is no other. */
  readonly namesOfKinds?: readonly string[];
  readonly part?: string;
  /** What the workspace has of it. */
  attributes(schema: ContactSchema): readonly Attribute[];
}

const identifying =
  (what: "name" | "email" | "phone") =>
  ({ fields }: ContactSchema) =>
    fields.filter(({ type, writable }) => writable && type.identifies === what);

const USUAL: readonly UsualNames[] = [
  { names: ["full name", "contact name", "display name", "complete name"], attributes: identifying("name") },
  { names: ["forename", "given names", "first names"], part: "firstName", attributes: identifying("name") },
  { names: ["surname", "last names", "family names"], part: "lastName", attributes: identifying("name") },
  {
    names: ["email address", "mail", "mail address", "email 1", "primary email", "primary email address"],
    namesOfKinds: ["work email", "work email address", "business email", "business email address", "private email", "personal email", "home email"],
    attributes: identifying("email"),
  },
  {
    names: ["phone number", "telephone", "telephone number", "tel", "phone 1", "primary phone", "primary phone number"],
    namesOfKinds: ["mobile", "mobile phone", "mobile number", "cell", "cell phone", "work phone", "business phone", "direct phone", "home phone"],
    attributes: identifying("phone"),
  },
  {
    names: ["job title", "job", "job position", "position"],
    attributes: ({ fields }) => fields.filter(({ agentKey, writable }) => writable && agentKey === "title"),
  },
  {
    names: ["company", "company name", "organization", "organization name", "organisation", "organisation name", "employer"],
    attributes: ({ relationships }) => relationships.filter(({ definition }) => definition.objectType === "account"),
  },
];

/** The attribute that a bare name means: the only one, or the system's own. */
function mainOf(attributes: readonly Attribute[]): Attribute | undefined {
  const own = attributes.filter(({ apiKey }) => apiKey.startsWith("$"));
  const [main, ...others] = attributes.length > 1 ? own : attributes;
  return others.length === 0 ? main : undefined;
}

export interface UsuallyMeant {
  readonly attribute: Attribute;
  readonly part?: string | undefined;
  /** The name is of one kind ("Mobile"): a general name fits the attribute better. */
  readonly ofKind: boolean;
}

/**
 * What a column means by a name of other programs; undefined if it is none, or the workspace has several such
 * attributes.
 */
export function usuallyMeant(column: string, schema: ContactSchema): UsuallyMeant | undefined {
  const known = usualByName().get(foldLetters(column));
  if (!known) return undefined;
  const { usual, isKind } = known;
  const found = usual.attributes(schema);
  const attribute = isKind && found.length > 1 ? undefined : mainOf(found);
  return attribute && { attribute, part: usual.part, ofKind: isKind };
}

interface Usual {
  readonly usual: UsualNames;
  /** Whether the name is of one kind. */
  readonly isKind: boolean;
}

let byName: ReadonlyMap<string, Usual> | undefined;

/** The table by folded name. Made with the first import. */
function usualByName(): ReadonlyMap<string, Usual> {
  byName ??= new Map<string, Usual>(
    USUAL.flatMap((usual) => [
      ...usual.names.map((name) => [foldLetters(name), { usual, isKind: false }] as const),
      ...(usual.namesOfKinds ?? []).map((name) => [foldLetters(name), { usual, isKind: true }] as const),
    ]),
  );
  return byName;
}
