import { getOrInsert } from "../../../maps.ts";
import type { Attribute, ContactSchema } from "../../../schema/contact-schema.ts";
import { allAttributes } from "../../../schema/timestamps.ts";
import { otherSpellings } from "../../../search/matching/spellings.ts";
import { wordsOf } from "../../../search/tokens.ts";
import { fold } from "../../../text/fold.ts";
import { wordSet } from "../../../text/word-set.ts";
import { isHandle, isMoment, isNumeric } from "./attribute-kinds.ts";
import { ATTACHED, GLUE, NEGATIONS, UNITS } from "./phrases.ts";
import { saidForAttributes } from "./synonyms.ts";
import type { Phrase } from "./workspace-phrases.ts";

/** Words of labels that name no attribute alone. */
export const VAGUE = wordSet(
  "at of on the in a an is do not for by to main primary expected current next last past first annual legacy private personal new my our name date size number contact contacts field",
);

/** Longer labels are sentences. */
const MOST_OF_LABEL = 4;

/** Two or more words of a label that only one attribute has: "expected deal", "follow up", "legacy ID" of "Legacy CRM ID". */
function partsOfLabels(attributes: readonly Attribute[]): [part: string, attribute: Attribute][] {
  const parts = new Map<string, Attribute | undefined>();
  for (const attribute of attributes) {
    const words = wordsOf(attribute.label).map(fold);
    for (let length = 2; length < words.length && words.length <= MOST_OF_LABEL; length++) {
      const ends = words.length === 3 && !words.some((word) => GLUE.has(word) || NEGATIONS.has(word)) ? [words.filter((_, at) => at !== 1)] : [];
      for (const part of [words.slice(0, length), words.slice(-length), ...ends]) {
        if (part.every((word) => VAGUE.has(word))) continue;
        const text = part.join(" ");
        parts.set(text, parts.has(text) && parts.get(text) !== attribute ? undefined : attribute);
      }
    }
  }
  return [...parts].flatMap(([part, attribute]) => (attribute ? [[part, attribute]] : []));
}

const isOptions = (attribute: Attribute) => attribute.kind === "field" && attribute.type.search.as === "option";

/** What people call the attributes of a workspace: by key, label, synonym, and the words that only one of them has. */
export function attributePhrases(schema: ContactSchema): Phrase<Attribute>[] {
  const attributes = allAttributes(schema);
  const taken = new Map<string, Attribute | undefined>();
  const synonyms = new Set<string>();
  const say = (text: string, attribute: Attribute) => {
    const words = wordsOf(text).map(fold).join(" ");
    if (words === "") return;
    taken.set(words, taken.has(words) && taken.get(words) !== attribute ? undefined : attribute);
  };
  const spaced = (key: string) => key.replaceAll("_", " ").replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2");
  for (const attribute of attributes) {
    // "X (Twitter)" is "X" and "Twitter".
    const names = [spaced(attribute.agentKey), attribute.label];
    const ofHandle = isHandle(attribute) ? [...names, ...(attribute.label.match(/[^()]+/g) ?? [])] : [];
    const all = [...names, ...ofHandle.flatMap((name) => [name, `${name} account`, `${name} handle`])];
    for (const text of new Set(all)) say(text, attribute);
  }
  for (const [names, attribute] of saidForAttributes(schema)) {
    for (const name of names.filter((one) => !taken.get(one))) {
      taken.set(name, attribute);
      synonyms.add(name);
    }
  }
  for (const [part, attribute] of partsOfLabels(attributes)) if (!taken.has(part)) taken.set(part, attribute);
  // "Last interaction date"
  for (const [name, attribute] of [...taken]) {
    if (attribute && isMoment(attribute) && !taken.has(`${name} date`)) taken.set(`${name} date`, attribute);
  }
  // A word of one label alone names its attribute: "stage", "budget", "score".
  const byWord = new Map<string, Set<Attribute>>();
  for (const attribute of attributes) {
    for (const word of wordsOf(`${spaced(attribute.agentKey)} ${attribute.label}`).map(fold)) {
      if (word.length > 2 && !VAGUE.has(word) && !ATTACHED.has(word) && !UNITS.has(word)) getOrInsert(byWord, word, () => new Set()).add(attribute);
    }
  }
  for (const [word, own] of byWord) {
    const [only] = own;
    if (own.size !== 1 || !only) continue;
    // "Leads scoring over 90", "each event" and "attendance" of "Events attended"
    const derived = isNumeric(only) ? word.replace(/e$/, "ing") : word.replace(/ed$/, "ance");
    const said = isOptions(only) ? [word, derived, ...otherSpellings(word)] : isNumeric(only) ? [word, derived] : [word];
    for (const one of said) if (!taken.has(one)) taken.set(one, only);
  }
  return [...taken].flatMap(([text, meaning]) => (meaning ? [{ words: text.split(" "), meaning, isSynonym: synonyms.has(text) }] : []));
}
