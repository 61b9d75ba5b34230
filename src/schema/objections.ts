import { checkbox, saidYes } from "../fields/checkbox.ts";
import { shownOptions } from "../fields/options.ts";
import { rawValues } from "../fields/raw-values.ts";
import { foldCase } from "../text/fold.ts";
import { wordSet } from "../text/word-set.ts";
import type { Change, FieldChange } from "./change.ts";
import type { Field } from "./contact-schema.ts";
import type { ContactRecord } from "./record.ts";

/** What a "yes" means in a field: the person does not want to be contacted, or agrees to it. */
type Will = "objection" | "consent";

/** What people are contacted by, or for. */
const USES =
  "contact|call|e mail|email|mail|mailing|phone|telephone|sms|text|fax|disturb|market|marketing|solicit|advertising|newsletter|prospection|kontakt|werbung|post|anruf";

const pattern = (...parts: readonly string[]) => new RegExp(parts.map((part) => `\\b(?:${part})(?![\\p{L}\\p{N}])`).join("|"), "gu");

/*
 * In the languages in which the columns of imports are known; without accents, and with spaces between words. These
 * phrases are clear everywhere; MARKS are clear only in names of fields and columns.
 */
const CLEAR = [
  `(?:do not|dont|never|please no)(?: allow)?(?: bulk)?(?: send)? (?:contact|call|e ?mail|mail|phone|sms|text|fax|disturb|market|solicit|send)(?:s|es| to)?`,
  `(?:do not|not to|must not) be (?:contacted|called|e ?mailed|mailed|phoned|texted|faxed|disturbed)`,
  `opt(?:ed|s)? ?out|optout|unsub(?:scribed?|s)?`,
  `no (?:more )?(?:contact please|calls|(?:e ?)?mails|mailings?|marketing|newsletters?|advertising|solicitations?|promotions?|consent|permission)`,
  String.raw`(?:kontakt|werbe|mail|anruf|telefon|versand|post)\w*(?:sperre|verbot)|(?:werbe)?widerspr(?:uch|ochen)`,
  `nicht (?:mehr )?(?:kontaktieren|anrufen|anschreiben|anmailen)|keine? (?:werbung|mailings?|newsletter|anrufe|kontaktaufnahme|einwilligung)`,
  String.raw`desabonn\w*|ne (?:pas|plus) (?:etre )?(?:contact|appel|demarch|envoy|sollicit)\w*`,
  `pas de (?:demarchage|prospection|newsletter|publicite|mailing|sollicitation)`,
  `(?:no|non|nao|niet) (?:meer )?(?:conta(?:ct|tt|t)(?:ar|are|eren|e)|llamar|molestar|enviar|chiamare|disturbare|inviare|ligar|perturbe|bellen|mailen|benaderen)`,
  String.raw`desuscri\w*|disiscri\w*|descadastr\w*|geen (?:reclame|mailings?|nieuwsbrief|marketing)`,
];

const MARKS = `dnc|suppress(?:ed|ion)|bl(?:ock|ack) ?list(?:ed)?|abgemeldet|abmeldung|robinson ?liste?|bloctel|dado de baja|uitgeschreven|afgemeld`;

/** Objects, opposition: of anything, unless something says that it is of contact. */
const OF_ANYTHING = `object(?:s|ed|ions?)|opp?os(?:ed|ition|e|ant|icion|izione|icao)|bezwaar`;

const [ALWAYS, OF_NAMES, OF_CONTACT] = [pattern(...CLEAR), pattern(...CLEAR, MARKS), pattern(...CLEAR, MARKS, OF_ANYTHING)];

/** What a name may say beside the objection. A name with any other word may mean something else: "Unsubscribe rate". */
const BESIDE = wordSet(
  `${USES.replaceAll("|", " ")} e emails mails calls mailings newsletters letters letter postal direct brief telefon telefono telefone telefoon telephone ` +
    "tel courriel correo electronico electronique elettronica courrier posta poste communication communications kommunikation promotion promotions " +
    "publicite publicidad publicidade pubblicita information contacts contacto contatto contato kontaktaufnahme " +
    "gdpr rgpd dsgvo avg lgpd ccpa tcpa flag list liste lista person customer client kunde lead date time datum fecha data at on since seit " +
    "is has was have hat ist est ha ai a of from to by for via all any every the our und and or et y ou o oder en " +
    "von vom aus an per fur zu zum zur gegen de du des d la le les l par pour au aux tout tous toute toutes el los por para todos di da dal il al alle tutti do dos van voor op het",
);

const CONSENTS = new RegExp(
  String.raw`\bopt(?:ed|s)? ?in\b|optin|newsletter|mailing list|\bsubscribed\b|consent|marketing permission|\b(?:ok|may|allowed) to (?:contact|call|e ?mail)|` +
    "einwilligung|rundbrief|consentimiento|consentimento|consenso|boletin|infolettre|toestemming|nieuwsbrief",
);

/** Words that deny an objection or a consent, or say that it has ended. */
const UNDONE =
  /\b(?:no|not|non|never|without|kein|keine|keinen|nicht|ohne|aucune?|pas|sans|sin|sem|senza|nessuna?|nenhuma?|geen|niet|zonder|removed|withdrawn|revoked|lifted|cancell?ed|expired|(?:zuruck|auf)ge\w+|widerrufen|retiree?|levee?|retirad[ao]|revocat[ao]|ingetrokken|opt(?:ed)? ?in|subscribed)\b/;

/** About contact or consent by its own name. */
const ABOUT = new RegExp(String.raw`\b(?:${USES})(?:s|ed)?\b|kontakt|conta(?:ct|tt|t)|consent|werb|opt ?in|\b(?:gdpr|rgpd|dsgvo|lgpd|ccpa)\b`);

/** The channels that an objection is about. A newsletter is a channel of its own: people who refuse it may get other e-mails. */
const CHANNELS: readonly (readonly [channel: string, pattern: RegExp])[] = [
  ["newsletter", /newsletter|nieuwsbrief|rundbrief|boletin/],
  ["fax", /\b(?:tele)?fax|telecopie/],
  ["email", /\be ?mail|courriel|electroni|elettronic|\bcorreo\b(?! postal)/],
  ["post", /\bpost(?:al|en?|\w*(?:sperre|verbot))?\b|\bposta\b|direct mail|(?:do not|dont|never) mail\b|\bbriefe?\b|\bletters?\b|courrier|correo/],
  ["email", /mail/],
  ["phone", /call|phone|telefon|anruf|appel|llam|sms|bloctel|bellen/],
  ["email", /unsub/],
];

/** Channels whose objections say nothing about others. */
const NARROW: ReadonlySet<string | undefined> = new Set(["newsletter", "fax", "post"]);

const words = (name: string): string =>
  foldCase(name.replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2").replaceAll(/['’]/g, ""))
    // Programs write "HASOPTEDOUTOFEMAIL" and "DONOTCALL".
    .replaceAll(/opt(?:ed)?outof(?=\p{L})/gu, " opted out of ")
    .replaceAll(/\bdonot(?=\p{L})/gu, "do not ")
    // "No. calls" are a number.
    .replaceAll(/\b(?:no|nr)\.(?=\s)/g, "number")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/ (?:yes no|y n|ja nein|oui non|si no|sim nao|ja nee) ?$/, "")
    .trim();

const isAbout = (name: string) => ABOUT.test(words(name));

/** What a text says beside objections; undefined if it speaks of none. */
function besideObjection(text: string, objections: RegExp): string | undefined {
  const rest = text.replaceAll(objections, " ");
  return rest === text ? undefined : rest.trim();
}

const isPlain = (beside: string | undefined) => beside?.split(/\s+/).every((word) => word === "" || BESIDE.has(word));

function willOfText(text: string, objections: RegExp): Will | undefined {
  const beside = besideObjection(text, objections);
  if (isPlain(beside)) return "objection";
  return beside === undefined && CONSENTS.test(text) && !UNDONE.test(text.replaceAll(/\bopt(?:ed|s)? ?in\b|\bsubscribed\b/g, " "))
    ? "consent"
    : undefined;
}

/**
 * Whether a name, such as that of a field or a column, speaks of an objection to contact or of a consent.
 *
 * @example
 * ["Do not contact", "RGPD opposition", "Newsletter opt-in", "Title"].map(willIn); // => ["objection", "objection", "consent", undefined]
 */
export const willIn = (name: string): Will | undefined => willOfText(words(name), isAbout(name) ? OF_CONTACT : OF_NAMES);

/** Whether a name may be one of objections: it speaks of them, and does not undo them. */
export function maySpeakOfObjections(name: string): boolean {
  const beside = besideObjection(words(name), OF_CONTACT);
  return beside !== undefined && !UNDONE.test(beside);
}

/** Whether a text says that there is a consent, or no objection. */
export function saysNone(text: string): boolean {
  const beside = besideObjection(words(text), OF_CONTACT);
  return beside === undefined ? CONSENTS.test(words(text)) : UNDONE.test(beside);
}

/** What an option or a cell says, in a field or a column of that name. */
export const saidUnder = (name: string, said: string): Will | undefined =>
  willOfText(words(said), isAbout(name) || willIn(name) ? OF_CONTACT : ALWAYS);

const willOf = ({ label, agentKey }: Field): Will | undefined => willIn(label) ?? willIn(agentKey);

/** The values of a field that has boxes or options, as words. */
function saidIn({ definition }: Field, raw: unknown): string[] {
  if (typeof raw === "boolean") return [raw ? "yes" : "no"];
  if (!definition.config.options) return [];
  const ids = new Set(rawValues(raw));
  return shownOptions(definition).flatMap(({ id, label }) => (ids.has(id) ? [label] : []));
}

const saysObjection = (field: Field, said: string): boolean =>
  saidYes(said) === undefined ? saidUnder(field.label, said) === "objection" : saidYes(said) === true && willOf(field) === "objection";

/** Whether a value says that the person does not want to be contacted. */
export const isObjection = (field: Field, raw: unknown): boolean => saidIn(field, raw).some((said) => saysObjection(field, said));

/** Whether a value restricts what may be done: an objection, or a consent that is not given. */
export const restricts = (field: Field, raw: unknown): boolean =>
  isObjection(field, raw) || (saidIn(field, raw).some((said) => saidYes(said) === false) && willOf(field) === "consent");

/** The changes that take a restriction away. */
export const liftedBy = <C extends FieldChange>({ fields }: { readonly fields: readonly C[] }): C[] =>
  fields.filter(({ field, before, after }) => restricts(field, before) && !restricts(field, after));

/** Whether a change gives a consent, or plans to contact the person: it sets a date to come. */
export const isApproach = ({ fields }: Pick<Change, "fields">, now: number): boolean =>
  fields.some(({ field, after }) => {
    if (field.type.isMoment) return typeof after === "string" && Date.parse(after) > now;
    return saidIn(field, after).some((said) => saidYes(said) === true) && willOf(field) === "consent";
  });

/** The fields in which a contact objects. */
export const objectionsOf = ({ fields }: ContactRecord) => fields.filter(({ field, raw }) => isObjection(field, raw));

/** Whether a field is for objections. */
export const isForObjections = (field: Field): boolean => willOf(field) === "objection";

const channelOf = (name: string): string | undefined => CHANNELS.find(([, channel]) => channel.test(words(name)))?.[0];

/** Whether an objection in a field holds for a channel: the field is for this channel, or for all. */
export const holdsFor = (column: string, { label }: Field): boolean => [channelOf(column), undefined].includes(channelOf(label));

/** Whether a field can hold an objection. */
const takesObjections = (field: Field): boolean =>
  field.type.name === checkbox.name || shownOptions(field.definition).some(({ label }) => saysObjection(field, label));

/** The field for the objections of a column: of its channel, or of all. "No fax" says nothing about other channels. */
export function objectionField(column: string, fields: readonly Field[]): Field | undefined {
  const channel = channelOf(column);
  const open = fields.filter((field) => field.writable && isForObjections(field) && takesObjections(field));
  const [same, any] = [channel, undefined].map((one) => open.filter(({ label }) => channelOf(label) === one));
  const [found, ...others] = same?.length || NARROW.has(channel) ? (same ?? []) : (any ?? []);
  return others.length === 0 ? found : undefined;
}
