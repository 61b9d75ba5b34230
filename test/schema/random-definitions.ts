import fc from "fast-check";
import type { FieldDefinition, RelationshipDefinition } from "../../src/api/index.ts";
import { VALUE_TYPES } from "../../src/fields/index.ts";
import { buildSchema } from "../../src/schema/contact-schema.ts";
import { aField, aRelationship, someDefinitions } from "../builders.ts";

const key = fc.oneof(
  fc.stringMatching(/^\$?[a-z][a-zA-Z0-9_-]{0,20}$/),
  fc.constantFrom("__proto__", "constructor", "toString", "$", "愛称", "🎉", "t-shirt.größe", "x".repeat(90)),
  fc.string({ unit: "binary", minLength: 1, maxLength: 30 }),
);

/** Text as people write it, and as nobody should. */
export const someText = fc.oneof(
  fc.lorem({ maxCount: 6 }),
  fc.lorem({ maxCount: 30 }),
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom(
    "",
    "Größe & Gewicht (in kg)",
    "電話番号・連絡先",
    "Номер телефона для связи",
    "رقم الهاتف",
    "🎉 VIP 🎉",
    "\u202egnp",
    "a\nb",
    "0x7f3a-99e1-4c2b",
  ),
);

const options = fc.uniqueArray(fc.record({ id: fc.stringMatching(/^opt_[a-z0-9]{8}$/), label: someText }), {
  maxLength: 40,
  selector: ({ id }) => id,
});

const fieldDefinition: fc.Arbitrary<FieldDefinition> = fc
  .record({
    key,
    label: someText,
    description: fc.option(someText, { nil: undefined }),
    valueType: fc.constantFrom(...VALUE_TYPES, "HTML", "RATING", "constructor"),
    readOnly: fc.boolean(),
    config: fc.record(
      {
        options,
        currency: fc.constantFrom("EUR", "USD", "XXX", "?"),
        multipleValues: fc.boolean(),
        unique: fc.boolean(),
        handleService: fc.constantFrom("TWITTER", "LINKEDIN", "MASTODON"),
      },
      { requiredKeys: [] },
    ),
  })
  .map(aField);

const relationshipDefinition: fc.Arbitrary<RelationshipDefinition> = fc
  .record({
    key,
    label: someText,
    slug: fc.option(fc.stringMatching(/^[a-z-]{1,10}$/), { nil: undefined }),
    cardinality: fc.constantFrom("HAS_ONE" as const, "HAS_MANY" as const),
    objectType: fc.constantFrom("account", "member", "contact", "campaign", ""),
  })
  .map(aRelationship);

/** Definitions of up to `most` fields and a few relationships, hostile ones among them. */
export const someRandomDefinitions = (most: number, least = 0) =>
  fc
    .tuple(
      fc.uniqueArray(fieldDefinition, { minLength: least, maxLength: most, selector: (definition) => definition.key }),
      fc.uniqueArray(relationshipDefinition, { maxLength: 5, selector: (definition) => definition.key }),
    )
    .map(([fields, relationships]) => someDefinitions(fields, relationships));

export const someSchema = (most: number, least = 0) => someRandomDefinitions(most, least).map((definitions) => buildSchema(definitions));
