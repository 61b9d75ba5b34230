import type { Attribute } from "../../schema/contact-schema.ts";

export const isNumeric = (attribute: Attribute) => attribute.kind === "field" && attribute.type.order.isNumber;
/** Whether the values are listed and nobody searches them: yes or no. */
export const isYesNo = (attribute: Attribute) =>
  attribute.kind === "field" && attribute.type.order.isListed && attribute.type.search.as === undefined;
export const isMoment = (attribute: Attribute) => attribute.kind === "field" && attribute.type.isMoment;
