import { type IdentifyingKind, WEIGHT } from "./identifying-kind.ts";

/** A page of a company, a school or a group, which several people may give as their own. */
const SHARED_PAGE = /^[^/]+\/(company|school|showcase|groups|pages|events|jobs|feed|posts?)(\/|$)/;

/** A page of a person at a service such as LinkedIn. */
export const profile: IdentifyingKind = {
  name: "profile",
  covers: ({ type }) => type.identifies === "profile",
  texts: (raw, { type, definition }) => type.canonical(raw, definition).filter((text) => !SHARED_PAGE.test(text)),
  weightOf: () => WEIGHT.personal,
  isShareable: true,
  handleOf: (text) => text.slice(text.lastIndexOf("/") + 1),
  mayBeOfNamesake: true,
  difference: { weight: "weak", issuerOf: (text) => text.split("/", 1)[0], isWithinIssuer: true },
  search: {
    operators: ["equal"],
    storedForms: (raw, { type, definition }) => type.filter.spellings(raw, definition),
    localTexts: (raw, { type, definition }) => type.search.texts(raw, definition),
  },
  words: { withThe: "the profile", withA: "a profile", short: "profile", namesIssuer: true, inOtherForm: "in another form" },
};
