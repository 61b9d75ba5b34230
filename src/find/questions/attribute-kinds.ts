import type { Attribute } from "../../schema/contact-schema.ts";

export const isNumeric = (attribute: Attribute) => attribute.kind === "field" && attribute.type.order.isNumber;
export const isMoment = (attribute: Attribute) => attribute.kind === "field" && attribute.type.isMoment;
