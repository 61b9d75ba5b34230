import { rawValues } from "../../fields/raw-values.ts";
import { employerDomain, employerName, isRoleMailbox, mailboxOf } from "../mailbox.ts";
import { type IdentifyingKind, WEIGHT } from "./identifying-kind.ts";

export const email: IdentifyingKind = {
  name: "email",
  covers: ({ type }) => type.identifies === "email",
  weightOf: (text) => (isRoleMailbox(text) ? WEIGHT.common : WEIGHT.personal),
  isShareable: true,
  handleOf: (text) => text.slice(0, text.lastIndexOf("@")).replace(/\+.*$/s, ""),
  otherSpellings: { of: "mailbox", inOtherForm: "under another address", common: mailboxOf },
  difference: { weight: "strong", issuerOf: employerDomain, issuerNameOf: employerName },
  search: {
    operators: ["contains"],
    isInAllFields: true,
    // As given and in lower case, because the API may distinguish them.
    storedForms: (raw, { type, definition }) => [...rawValues(raw).map(String), ...type.canonical(raw, definition)],
  },
  words: {
    withThe: "the e-mail address",
    withA: "an e-mail address",
    short: "e-mail",
    inOtherForm: "with other capitals",
    sameIssuer: "the company in the e-mail address",
    sameHandle: "the part of the e-mail address before the @",
  },
};
