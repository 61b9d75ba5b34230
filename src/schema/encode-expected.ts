import type { Locale } from "../fields/index.ts";
import { decodeJsonString, isRecord } from "../fields/json.ts";
import { CollectedEdits, type Edits } from "./collected-edits.ts";
import { type Attribute, type ContactSchema, type Field, resolveAttribute } from "./contact-schema.ts";
import { idsAlone, type TargetId } from "./link-target.ts";
import { encodeLinkChange } from "./links.ts";

/**
 * What an agent expects of a contact, as edits that must change nothing: `{title: "CFO", owner: "Robin", email: {add:
 * ["a@b.co"]}}`. `""` and `[]` expect an empty value. Fields that cannot be written are allowed.
 *
 * @throws InvalidInput with every problem of the expectation
 */
export function encodeExpected(
  expected: Readonly<Record<string, unknown>>,
  schema: ContactSchema,
  locale: Locale,
  targetId: TargetId = idsAlone,
): Edits {
  const collected = new CollectedEdits();
  const all: Attribute[] = [...schema.fields, ...schema.relationships];
  for (const [written, given] of collected.given(expected)) {
    collected.problems.collect(`expect.${written}`, () => {
      const attribute = resolveAttribute(written, all, "field or relationship", schema);
      const isNothing = given === "" || (Array.isArray(given) && given.length === 0);
      if (attribute.kind === "field") {
        const { type, definition } = attribute;
        const edit = isNothing ? { edit: () => null } : type.list.encodeEdit(asWhole(attribute, given), definition, locale);
        return collected.field(attribute, { argument: "expect", written }, edit);
      }
      const links = isNothing ? [] : decodeJsonString(given);
      const change = Array.isArray(links) || typeof links === "string" ? { replace: links } : links;
      return collected.link(attribute, { argument: "expect", written }, encodeLinkChange(change, attribute, targetId));
    });
  }
  return collected.edits(' in expect, where "" means empty.');
}

/** A single value for a field that holds many means that the field holds only that value. */
function asWhole({ type, definition }: Field, given: unknown): unknown {
  const value = decodeJsonString(given);
  return type.list.isMany(definition) && !isRecord(value) && !Array.isArray(value) ? [value] : given;
}
