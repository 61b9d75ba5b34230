import { preferIn } from "../../../fields/datetime.ts";
import { shownOptions } from "../../../fields/options.ts";
import { type Attribute, type ContactSchema, type Field, ownerOf as ownerIn } from "../../../schema/contact-schema.ts";
import { quote } from "../../../text/quote.ts";

export const isNumeric = (attribute: Attribute) => attribute.kind === "field" && attribute.type.order.isNumber;
/** Whether the values are listed and nobody searches them: yes or no. */
export const isYesNo = (attribute: Attribute) =>
  attribute.kind === "field" && attribute.type.order.isListed && attribute.type.search.as === undefined;
export const isHandle = (attribute: Attribute) => attribute.kind === "field" && attribute.type.search.as === "handle";
export const isMoment = (attribute: Attribute) => attribute.kind === "field" && attribute.type.isMoment;
/** Whether dates without a year are the next ones in it. */
export const isAheadIn = (attribute: Attribute) => isMoment(attribute) && attribute.kind === "field" && preferIn(attribute.definition) === "future";

/** Whether a sum of such numbers has a meaning: amounts add up, and scores do not. */
export const addsUp = ({ label, definition }: Field) =>
  definition.valueType !== "RATING" && !/\b(?:score|rating|rank|level|index|age|percent|percentage|probability|rate)\b|%/i.test(label);

/** Whether the values are e-mail addresses or phone numbers. */
export const isAddress = (attribute: Attribute) => attribute.kind === "field" && /^(?:email|phone)$/.test(attribute.type.identifies ?? "");

/** Which numbers a condition or an order may be about. */
export function numbersHint({ fields }: ContactSchema): string {
  const named = fields
    .filter(isNumeric)
    .map(({ agentKey, definition: { config } }) => (config.currency ? `${agentKey} (${config.currency})` : agentKey));
  return named.length > 0 ? `The fields with numbers are ${named.join(", ")}.` : "";
}

export const OF_ACCOUNTS = "Conditions can test contacts, but not their accounts.";

export const COMPANY = /^(?:compan(?:y|ies)|accounts?|firms?)$/;

const MOST_HINTED = 10;

/** Labels of selects that tell how far contacts are, and where. */
export const STAGES = /\b(?:stage|status)\b/i;
export const REGIONS = /\b(?:region|territory)\b/i;

/** Which options the first select with such a label has. */
export function optionsHint({ fields }: ContactSchema, isLabel: RegExp): string {
  const select = fields.find(({ type, label }) => type.search.as === "option" && isLabel.test(label));
  const labels = select
    ? shownOptions(select.definition)
        .slice(0, MOST_HINTED)
        .map(({ label }) => quote(label))
    : [];
  return select ? `Options of ${select.agentKey} are ${labels.join(", ")}.` : "";
}

/** Whether contacts can share a value, so that groups by it make sense. */
export const isShared = (attribute: Attribute) =>
  attribute.kind === "relationship" ||
  !(attribute.type.order.isNumber || attribute.type.identifies !== undefined || attribute.type.search.as === "name");

export const ownerOf = ({ schema }: { readonly schema: ContactSchema }) => ownerIn(schema);
export const creatorOf = ({ schema }: { readonly schema: ContactSchema }) => schema.relationships.find(({ label }) => /^created by$/i.test(label));
export const accountOf = ({ schema }: { readonly schema: ContactSchema }) =>
  schema.relationships.find(({ definition }) => definition.objectType === "account");
