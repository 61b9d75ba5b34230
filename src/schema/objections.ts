import { saidYes } from "../fields/checkbox.ts";
import { shownOptions } from "../fields/options.ts";
import { rawValues } from "../fields/raw-values.ts";
import { foldCase } from "../text/fold.ts";
import type { Change, FieldChange } from "./change.ts";
import type { Field } from "./contact-schema.ts";
import type { ContactRecord } from "./record.ts";

/** What a "yes" means in a field: the person does not want to be contacted, or agrees to it. */
type Will = "objection" | "consent";

const pattern = (...parts: readonly string[]) => new RegExp(parts.join("|"));

/** In the languages in which the columns of imports are known; without accents, and with spaces between words. */
const OBJECTIONS = pattern(
  String.raw`\b(?:do not|dont|never|not to be|must not be|please no) (?:be )?(?:contact|call|e ?mail|mail|phone|sms|text|disturb|market|solicit|send)`,
  String.raw`\bdnc\b|\bopt(?:ed|s)? ?out|optout|unsub|\bobject(?:ed|s|ion)|\bsuppress(?:ed|ion)|bl(?:ock|ack) ?list`,
  String.raw`\bno (?:more )?(?:calls|mailings?|marketing|newsletters?|advertising|solicit|promotion|consent|permission)`,
  String.raw`(?:kontakt|werbe|mail|anruf|telefon|versand|post)\w*(?:sperre|verbot)\b|widerspruch|widersprochen|\b(?:abgemeldet|abmeldung|robinson)`,
  String.raw`nicht (?:mehr )?(?:kontaktieren|anrufen|anschreiben|anmailen)|\bkeine? (?:werbung|mailings?|newsletter|anrufe|kontaktaufnahme|einwilligung)`,
  String.raw`\bopp?os(?:ition|e|ant|icion|izione|icao)\b|desabonn|desinscri|ne (?:pas|plus) (?:contact|appel|demarch|envoy|sollicit)|\bbloctel`,
  String.raw`\bpas de (?:demarchage|prospection|newsletter|publicite|mailing|sollicitation)`,
  String.raw`\b(?:no|non|nao|niet) (?:meer )?(?:conta(?:ct|tt|t)(?:ar|are|eren|e)|llamar|molestar|enviar|chiamare|disturbare|inviare|ligar|perturbe|bellen|mailen|benaderen)`,
  String.raw`dado de baja|desuscri|disiscri|descadastr|uitgeschreven|afgemeld|\bbezwaar|\bgeen (?:reclame|mailings?|nieuwsbrief|marketing)`,
);

const CONSENTS = pattern(
  String.raw`\bopt(?:ed|s)? ?in\b|optin|newsletter|mailing list|\bsubscribed\b|consent|marketing permission|\b(?:ok|may|allowed) to (?:contact|call|e ?mail)`,
  `einwilligung|rundbrief|consentimiento|consentimento|consenso|boletin|infolettre|toestemming|nieuwsbrief`,
);

/** What people must not be reached by; a newsletter is more than no e-mail. */
const CHANNELS: readonly RegExp[] = [
  /newsletter|nieuwsbrief|rundbrief|boletin/,
  /mail|courriel|correo|unsub/,
  /call|phone|telefon|anruf|appel|llam|sms/,
];

const words = (name: string): string =>
  foldCase(name.replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2").replaceAll(/['’]/g, "")).replaceAll(/[^\p{L}\p{N}]+/gu, " ");

/**
 * Whether a name, such as that of a field, an option or a column, speaks of an objection to contact or of a consent.
 *
 * @example
 * ["Do not contact", "RGPD opposition", "Newsletter opt-in", "Title"].map(willIn); // => ["objection", "objection", "consent", undefined]
 */
export function willIn(name: string): Will | undefined {
  const text = words(name);
  return OBJECTIONS.test(text) ? "objection" : CONSENTS.test(text) ? "consent" : undefined;
}

const willOf = ({ label, agentKey }: Field): Will | undefined => willIn(label) ?? willIn(agentKey);

/** The values of a field that has boxes or options, as words. */
function saidIn({ definition }: Field, raw: unknown): string[] {
  if (typeof raw === "boolean") return [raw ? "yes" : "no"];
  if (!definition.config.options) return [];
  const ids = new Set(rawValues(raw));
  return shownOptions(definition).flatMap(({ id, label }) => (ids.has(id) ? [label] : []));
}

/** Whether a value says that the person does not want to be contacted. */
export const isObjection = (field: Field, raw: unknown): boolean =>
  saidIn(field, raw).some((said) => (saidYes(said) === undefined ? willIn(said) === "objection" : saidYes(said) && willOf(field) === "objection"));

/** Whether a value restricts what may be done: an objection, or a consent that is not given. */
export const restricts = (field: Field, raw: unknown): boolean =>
  isObjection(field, raw) || (willOf(field) === "consent" && saidIn(field, raw).some((said) => saidYes(said) === false));

/** The changes that take a restriction away. */
export const liftedBy = ({ fields }: Pick<Change, "fields">): FieldChange[] =>
  fields.filter(({ field, before, after }) => restricts(field, before) && !restricts(field, after));

/** Whether a change gives a consent, or plans to contact the person: it sets a date to come. */
export const isApproach = ({ fields }: Pick<Change, "fields">, now: number): boolean =>
  fields.some(({ field, after }) => {
    if (field.type.isMoment) return typeof after === "string" && Date.parse(after) > now;
    return willOf(field) === "consent" && saidIn(field, after).some((said) => saidYes(said) === true);
  });

/** The fields in which a contact objects. */
export const objectionsOf = ({ fields }: ContactRecord) => fields.filter(({ field, raw }) => isObjection(field, raw));

/** Whether a field is for objections. */
export const isForObjections = (field: Field): boolean => willOf(field) === "objection";

/**
 * The field for the objections of a column: that for the same channel, or that for all of them. A newsletter that
 * somebody does not want says nothing about others.
 */
export function objectionField(column: string, fields: readonly Field[]): Field | undefined {
  const channelOf = (name: string) => CHANNELS.findIndex((channel) => channel.test(words(name)));
  const channel = channelOf(column);
  const open = fields.filter((field) => field.writable && isForObjections(field));
  const [same, any] = [channel, -1].map((one) => open.filter(({ label }) => channelOf(label) === one));
  const [found, ...others] = same?.length || channel === 0 ? (same ?? []) : (any ?? []);
  return others.length === 0 ? found : undefined;
}

const DATE = /^\d{4}-\d\d-\d\d|^\d{1,2}[./]\d{1,2}[./]\d{2,4}/;

/** Longer cells are notes. */
const LONGEST = 40;

/** Whether a cell of a column says that the person objects: "yes", the date of the objection, or "unsubscribed". */
export function objectsInCell(column: string, cell: unknown): boolean {
  const isHeaded = willIn(column) === "objection";
  const said = saidYes(cell);
  if (said !== undefined) return said && isHeaded;
  const text = typeof cell === "string" ? cell.trim() : "";
  return text.length <= LONGEST && (willIn(text) === "objection" || (isHeaded && DATE.test(text)));
}
