const setOf = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** Beginnings of addresses that belong to a function, a team or nobody, in the languages of Europe. */
const ROLES = setOf(
  `
abuse accounting accounts admin administracion administracao administration administrator amministrazione anfrage all assistant assistenz
bestellung bewerbung billing booking bookings buchhaltung buero bureau career careers comercial commerciale compras contabilidad contact
contacto contactus contato contatti contatto customercare customerservice datenschutz default direction dummy einkauf empfang enquiries enquiry events everyone
export finance frontdesk gdpr general gerencia hallo hello help helpdesk hi hola hostmaster hr info infos information inquiry invoice invoices
it jobs kanzlei kasse kontakt kundenservice legal mail mailbox marketing media noemail nobody none noreply no-reply newsletter
office orders order orga personal post postfach postmaster praxis press presse privacy procurement purchasing reception recepcion rechnung rechnungen redaktion
reservas reservation reservations rezeption rh sales secretaria secretariat segreteria sekretariat service services shop staff studio support team tech
test unknown vendas vendite ventas verkauf verkoop vertrieb verwaltung webmaster welcome zentrale
`.trim(),
);

/** Words that may also end the address of a function: "berlin-office@". Some others are last names. */
const ENDS = setOf("info office team sales support service contact kontakt");

/**
 * Whether an address belongs to a function or a team, such as `info@` or `sales-emea@`: several people may use it.
 *
 * @param email in lower case
 */
export function isRoleMailbox(email: string): boolean {
  const local = email.slice(0, email.lastIndexOf("@"));
  if (ROLES.has(local)) return true;
  const parts = local.split(/[._+\-\d]+/).filter((part) => part !== "");
  return ROLES.has(parts[0] ?? "") || (parts.length > 1 && ENDS.has(parts.at(-1) ?? ""));
}

const GMAIL = setOf("gmail.com googlemail.com");

/**
 * The mailbox that an address is delivered to, as far as its writing says so: Gmail ignores dots and has two domains,
 * and most servers ignore what follows a plus sign. That two addresses have one mailbox is likely, but no proof.
 *
 * @example
 * mailboxOf("d.scully+crm@googlemail.com"); // => "dscully@gmail.com"
 */
export function mailboxOf(email: string): string {
  const at = email.lastIndexOf("@");
  const [local = "", domain = ""] = [email.slice(0, at), email.slice(at + 1)];
  const untagged = local.replace(/(?<=.)\+.*$/s, "");
  return GMAIL.has(domain) ? `${untagged.replaceAll(".", "")}@gmail.com` : `${untagged}@${domain}`;
}

/** Domains at which anybody can have an address. Those of a country's branch, such as yahoo.fr, count too. */
const PUBLIC = setOf(
  `
aol arcor bigpond bluewin btinternet comcast fastmail free freenet gmail gmx googlemail hey hotmail icloud laposte libero live mac mail mailbox me msn
naver o2 onet orange outlook pm posteo proton protonmail qq rediffmail seznam sfr t-online telia tutanota verizon virgilio wanadoo web wp yahoo yandex
ymail zoho 126 163
`.trim(),
);

/**
 * The domain of an address if an organization has it; undefined for those at which anybody can have an address.
 *
 * @example
 * employerDomain("dana@initech.example"); // => "initech.example"
 * employerDomain("dana@yahoo.co.uk"); // => undefined
 */
export function employerDomain(email: string): string | undefined {
  const domain = email.slice(email.lastIndexOf("@") + 1);
  const [name = "", ...rest] = domain.split(".");
  return PUBLIC.has(name) && rest.join(".").length <= LONGEST_ENDING ? undefined : domain;
}

/** "co.uk"; "mail.initech.example" is no public domain. */
const LONGEST_ENDING = 6;
