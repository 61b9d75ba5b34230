import { wordSet } from "../text/word-set.ts";

/** Beginnings of addresses that belong to a function, a team or nobody, without signs between their words. */
const ROLES = wordSet(
  `
abuse academy accounting accounts accountspayable accountsreceivable accueil admin administracao administracion administracja administratie
administration administrator agency agentur alert alerts all amministrazione anfrage anonymous antwortenicht ap api apotheek apotheke apteka
ar arztpraxis asiakaspalvelu assistant assistenz atelier atencionalcliente bakery balie benvenuto bestellung bestellungen bewerbung
bienvenido bienvenue billing biuro board booking bookings bot boutique buchhaltung buchung buero bureau cafe career careers catchall center
centre ceo cfo chairman church client clientes clients clinic clinica clinique club college comercial commandes commercial commerciale
compras compta comptabilite contabilidad contabilidade contabilita contact contacto contacts contactus contato contatti contatto coo crm cto
customer customercare customers customerservice customersupport dataprotection datenschutz default demo dental dentist devnull devops
direccion direction director direktion diretoria direzione donotreply donotrespond dpo dummy ehepaar einkauf eltern empfang enquiries
enquiry events everybody everyone example export facturacion facturation facturen factuur faktura faktury famiglia familia familie families
famille family farm farmacia fatture finance financeiro finances finans finanzas finanzen frontdesk frontoffice gabinet gallery garage gdpr
gemeinde general generalmanager geral gerencia geschaeftsfuehrung geschaeftsleitung gf gl guest gym hallo haushalt hei hej hello help
helpdesk hi hola home hospital hostel hostmaster hotel household hr humanresources ikkesvar iletisim info informacion informacje informatie
information informations infos inkoop inquiries inquiry institute invest investor investors invoice invoices ir iroda it jobs kadry
kancelaria kanzlei kapcsolat karriere kasse keineantwort kindergarten kirche kita kitchen klant klantenservice klienci klinik kontakt
kontakty ksiegowosc kundendienst kundenservice kundeservice kundservice lab laboratory legal leitung library logistics logistik lohn magazyn
mail mailbox mailer mailerdaemon maintenance management manager managers marketing media member members membership mitglieder motel museum
myynti na nachricht naoresponda neant nepasrepondre news newsletter niemand nieodpowiadac nobody noemail nomail none nonrispondere noreply
norespond noresponder nospam notification notifications notify null obchod office officemanager ola onthaal operations ops order orders
ordination ordini orga owner owners parents parish partners payable payables payroll pedidos people personal personalabteilung pharmacie
pharmacy post posta postfach postmaster pr practice praesident praxis prensa president presidente press presse presseteam principal privacy
procurement production projects purchase purchasing qualitaet quality realestate receivables recepcao recepce recepcion recepcja receptie
reception receptionen receptionist rechnung rechnungen rechnungswesen recruiting recruitment redaction redaktion redazione registrar
registration reklamacje relations rental reservaciones reservas reservation reservations reserveringen restaurant rezeption rezerwacje rh
risorse root rrhh sales salg salgs salon salut sample satis school schule secretaria secretariaat secretariat secretary security segreteria
sekretariat sekretariatet service serviceclient services servis servizioclienti shipping shop social soporte spa spam sprzedaz staff store
students studio sugerencias suporte support svarinte sysadmin system taxes team teamleitung tech technik test tester testing testuser
theater theatre tienda titkarsag toimisto training trainings treasurer treasury ufficio ugyfelszolgalat university unknown user users vendas
vendite ventas vente ventes verkauf verkoop vermietung versand vertrieb verwaltung vet volunteer volunteers vorstand vorzimmer warehouse
webmaster webshop welcome werkstatt wir xxx yhteys yonetim zahnarzt zamowienia zarzad zentrale zuhause
`.trim(),
);

/** Words that may also end the address of a function: "berlin-office@". Some others are last names. */
const ENDS = wordSet("info office team sales support service contact kontakt");

/** Ends of the names of domains: the name of "acme.co.uk" stands before two. */
const SECOND_LEVEL = wordSet("ac co com edu gov net ne or org");

/** The name that an organization has in its domain: "acme" of mail.acme.co.uk. */
function nameInDomain(domain: string): string {
  const labels = domain.split(".").slice(0, -1);
  if (labels.length > 1 && SECOND_LEVEL.has(labels.at(-1) ?? "")) labels.pop();
  return labels.at(-1) ?? "";
}

const withoutSigns = (text: string) => text.replace(/[._+\-\d]+/g, "");

/**
 * Whether an address belongs to a function, a team or a whole organization, such as `info@`, `sales-emea@` or
 * `acme@acme.example`: several people may use it.
 *
 * @param email in lower case
 */
export function isRoleMailbox(email: string): boolean {
  const at = email.lastIndexOf("@");
  const local = email.slice(0, at);
  const whole = withoutSigns(local);
  if (ROLES.has(whole) || (whole !== "" && whole === withoutSigns(nameInDomain(email.slice(at + 1))))) return true;
  const parts = local.split(/[._+\-\d]+/).filter((part) => part !== "");
  return ROLES.has(parts[0] ?? "") || (parts.length > 1 && ENDS.has(parts.at(-1) ?? ""));
}

const GMAIL = wordSet("gmail.com googlemail.com");

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
const PUBLIC = wordSet(
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
  const [name = ""] = domain.split(".", 1);
  return PUBLIC.has(name) && domain.length - name.length <= LONGEST_ENDING ? undefined : domain;
}

/**
 * The name that an organization has in its domain; undefined as for {@link employerDomain}.
 *
 * @example
 * employerName("dana@mail.acme-robotics.co.uk"); // => "acme-robotics"
 */
export function employerName(email: string): string | undefined {
  const domain = employerDomain(email);
  return domain === undefined ? undefined : nameInDomain(domain) || domain;
}

/** ".co.uk"; "mail.initech.example" is no public domain. */
const LONGEST_ENDING = 7;
