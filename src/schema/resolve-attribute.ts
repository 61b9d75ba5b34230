import { Rejection } from "../fields/rejection.ts";
import { foldLetters } from "../text/fold.ts";
import { oneLine } from "../text/plain-text.ts";
import { quote } from "../text/quote.ts";
import { asWord } from "../text/words.ts";
import { type Attribute, type ContactSchema, sameLabel } from "./contact-schema.ts";
import { nearestKeys } from "./hiding.ts";
import { calledUsually } from "./usual-names.ts";

/** "notes_2 (text, notes-2)": an attribute, with what tells it from another of the same label. */
function toldApart(attribute: Attribute): string {
  const { agentKey, apiKey, definition } = attribute;
  const kind = attribute.kind === "field" ? attribute.type.name : definition.description || asWord(attribute.definition.objectType);
  return `${agentKey} (${[kind, ...(String(apiKey) === agentKey ? [] : [asWord(apiKey)])].join(", ")})`;
}

/** The signs in a name: "Budget ($)" is not "Budget (€)". The `$` of a system key is none. */
const signsOf = (name: string) => name.replace(/^\$|[^\p{S}%]/gu, "");

/**
 * The attribute that an agent named: by its agent key, else its API key, else its label, else one of them with other
 * capitals and separators. An agent key of something gone or hidden never names another attribute, such as the custom
 * field `email` beside a hidden `$email`.
 *
 * @throws Rejection if the name fits nothing, fits something gone or hidden, or is the label of several
 */
export function resolveAttribute<A extends Attribute>(written: string, among: readonly A[], what: string, schema: ContactSchema): A {
  const name = written.trim();
  const missing = schema.unavailable.get(name);
  if (missing) {
    const why = missing.why === "gone" ? "is gone from the workspace" : "is hidden by LIGHTFIELD_HIDE_FIELDS";
    throw new Rejection(`The ${missing.kind} ${quote(name)} ${why}`, "the keys that get_contact_definitions lists");
  }
  const byKey = among.find(({ agentKey }) => agentKey === name) ?? among.find(({ apiKey }) => apiKey === name);
  if (byKey) return byKey;
  const byLabel = among.filter(({ label, definition }) => label === name || oneLine(definition.label) === name);
  if (byLabel.length === 1 && byLabel[0]) return byLabel[0];
  if (byLabel.length > 1) {
    throw new Rejection(`${quote(written)} is the label of several ${what.replaceAll(/\w+(?= or |$)/g, "$&s")}`, byLabel.map(toldApart).join(" | "));
  }
  const [folded, signs] = [foldLetters(name), signsOf(name)];
  const isAlike = (...names: readonly string[]) =>
    names.some((one) => folded !== "" && foldLetters(one) === folded && ["", signsOf(one)].includes(signs));
  const [alike, ...others] = among.filter(({ agentKey, label, definition }) => isAlike(agentKey, label, definition.label));
  const isTaken = [...schema.unavailable].some(([key, { label = "" }]) => isAlike(key, label));
  if (alike && others.length === 0 && !isTaken) return alike;
  const called = calledUsually(name, schema).filter((one) => among.some((other) => other === one));
  const near = called.length > 0 ? called.map(({ agentKey }) => String(agentKey)) : nearestKeys(name, among);
  const rivals = among.filter(({ agentKey }) => near.includes(agentKey)).flatMap((one) => sameLabel(one, among));
  const nearest = [...new Set([...near, ...rivals.map(({ agentKey }) => agentKey)])];
  throw new Rejection(`There is no ${what} ${quote(written)}`, "the keys that get_contact_definitions lists", nearest);
}
