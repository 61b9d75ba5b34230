// A workspace as many companies have one: each contact is somebody else, and one in fifty is there a second time.

/** @typedef {import("../src/sandbox/index.ts").Sandbox} Sandbox */
/** @typedef {import("../src/sandbox/index.ts").WireContactJson} WireContactJson */

const ACCOUNTS = 25_000;

/** One contact in this many is somebody who is there already. */
const COPY_EVERY = 50;

const words = (/** @type {string} */ text) => text.trim().split(/\s+/);

const FIRST_NAMES = words(`
  Maria Anna Michael Thomas David James Robert Laura Sarah Andreas Peter Daniel Julia Martin Lisa Stefan Sophie Christian Emma Paul Alexander
  Katharina William Elena Richard Jan Nicole Marco Claudia Mark Susanne Luca Julie Markus Sandra Olivier Carmen Antonio Ingrid Matthew Nina
  Jürgen Chloé Pedro Astrid Björn Zoë Hélène Sören Inés Radosław Małgorzata José François Jörg Käthe Renée Ángela Mónica Gökhan Ayşe Yusuf Fatima
  Omar Leila Amir Priya Rahul Ananya Vikram Deepa Wei Mei Hiroshi Yuki Kenji Naoko Minh Linh Arjun Kavya Ngozi Chidi Amara Tunde Zainab Kwame
  Abena Thabo Naledi Ibrahim Aisha Mariam Joseph Grace Samuel Esther Benjamin Ruth Noah Hannah Isaac Rebecca Gareth Siobhan Niamh Callum Fiona
  Rhys Bronwyn Elliot Harriet Graham Imogen Duncan Beatrice Trevor Winifred Ola Kari Lars Signe Magnus Freja Mikkel Tove Eero Aino Mikko Päivi
`);
const LAST_NAME_BEGINNINGS = words(`
  Ander Berg Brand Cald Carls Dahl Dorn Eber Eich Falk Feld Fried Garde Gold Grün Hag Hart Hell Hold Iver Jans Jarv Kal Kirch König Kraft Lang
  Lind Löwen Mark Mayer Mühl Nord Oster Palm Peters Quen Rad Raven Rosen Rot Sand Schön Silber Sol Stein Stern Stroh Sund Tann Thorn Uhl Val
  Vester Wald Wein Whit Wolf Zell Ziegel Ash Black Brook Cole Fair Green Hazel Ken Lock Mer Nor Oak Pem Rock Shel Tem Under Wake Win Alva Bena Cora
  Dura Este Ferra Gali Herre Iba Jara Lope Mora Nava Orte Pala Quinta Rami Sala Torre Ura Vela Zamo
`);
const LAST_NAME_ENDS = words(`
  mann berg er feld sen son ström dal bach hoff wald born stein ford ley ton well by wick man wood field worth combe ham reth ski owski czyk ov
  ova enko ini etti elli oni ez eira inho eau ier
`);
const COMPANY_BEGINNINGS = words(`
  Alder Amber Arc Atlas Aurora Basalt Beacon Birch Blue Bolt Canyon Cedar Cinder Cirrus Clover Cobalt Coral Crest Delta Drift Echo Elm Ember Falcon
  Fjord Flint Forge Gale Garnet Granite Harbor Haven Helio Horizon Indigo Iris Jade Juniper Keystone Lagoon Larch Linden Lumen Maple Mesa Mint
  Nimbus Nova Oak Onyx Opal Orbit Orchard Peak Pine Prairie Quartz Raven Reef Ridge River Rowan Sable Saffron Sierra Slate Solar Spruce Summit
  Terra Thistle Timber Topaz Tundra Vale Vector Verde Vista Willow Zephyr
`);
const COMPANY_MIDDLES = words(`
  bridge brook cast craft dale field flow fold gate grid haus leaf light line link loom mark mill path point port shore side spring stone tech
  trail wave well works
`);
const COMPANY_ENDS = words("Labs Group GmbH Ltd Partners Logistics Energy Health Foods Capital Software Media");
const PUBLIC_DOMAINS = words("gmail.com outlook.com gmx.de web.de yahoo.com icloud.com");

/** A number below 2^32 for two whole numbers, always the same. @param {number} a @param {number} b */
function mix(a, b) {
  let hash = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Chance for one purpose of one person: from 0 (included) to 1 (excluded). @param {number} purpose @param {number} at */
const chance = (purpose, at) => mix(purpose, at) / 2 ** 32;

/** @template T @param {readonly T[]} items @param {number} share from 0 to 1 @returns {T} */
const at = (items, share) => /** @type {T} */ (items[Math.floor(share * items.length)]);

const plain = (/** @type {string} */ text) =>
  text
    .toLowerCase()
    .replaceAll("ł", "l")
    .replaceAll("ø", "o")
    .normalize("NFD")
    .replace(/[^a-z]/g, "");

/**
 * What tells somebody apart.
 *
 * @typedef {{ firstName: string, lastName: string, email?: string, phone?: string, profile?: string, account?: number }} Person
 */

/** @param {number} account */
function companyAt(account) {
  const first = COMPANY_BEGINNINGS[account % COMPANY_BEGINNINGS.length];
  const rest = Math.floor(account / COMPANY_BEGINNINGS.length);
  const middle = COMPANY_MIDDLES[rest % COMPANY_MIDDLES.length];
  const name = `${first}${middle} ${COMPANY_ENDS[mix(1, account) % COMPANY_ENDS.length]}`;
  return { name, domain: `${plain(name.replace(" ", ""))}.example` };
}

/** Forms of addresses; each company has one. */
const MAILBOXES = [
  (/** @type {string} */ first, /** @type {string} */ last) => `${first}.${last}`,
  (/** @type {string} */ first, /** @type {string} */ last) => `${last}.${first}`,
  (/** @type {string} */ first, /** @type {string} */ last) => `${first}_${last}`,
];

/** @param {number} index @returns {Person} */
function newPerson(index) {
  const of = (/** @type {number} */ purpose) => chance(purpose, index);
  // Some names are frequent, and few companies are large.
  const firstName = at(FIRST_NAMES, of(11) ** 1.5);
  const lastName = at(LAST_NAME_BEGINNINGS, of(12) ** 1.3) + at(LAST_NAME_ENDS, of(13) ** 1.3);
  const account = Math.floor(of(14) ** 2 * ACCOUNTS);
  const [first, last] = [plain(firstName), plain(lastName)];
  const isPrivate = of(15) < 0.15;
  const domain = isPrivate ? at(PUBLIC_DOMAINS, of(16)) : companyAt(account).domain;
  const local = at(MAILBOXES, isPrivate ? 0 : chance(17, account))(first, last);
  const isSwitchboard = of(18) < 0.3;
  return {
    firstName,
    lastName,
    ...(of(19) < 0.85 ? { email: `${local}${isPrivate ? mix(20, index) % 1000 : ""}@${domain}` } : {}),
    ...(of(21) < 0.6 ? { phone: `+4930${String(1_000_000 + ((isSwitchboard ? mix(22, account) : mix(23, index)) % 9_000_000))}` } : {}),
    ...(of(24) < 0.4 ? { profile: `https://www.linkedin.com/in/${first}-${last}-${mix(25, index).toString(36)}` } : {}),
    ...(of(26) < 0.9 ? { account } : {}),
  };
}

/** How somebody is stored a second time. @type {readonly ((person: Person) => Person)[]} */
const COPIES = [
  // The same address with capitals, and nothing else.
  ({ firstName, lastName, email = "" }) => ({ firstName, lastName, ...(email ? { email: email.toUpperCase() } : {}) }),
  // A name without its accents.
  (person) => ({ ...person, firstName: person.firstName.normalize("NFD").replace(/\p{M}/gu, ""), lastName: person.lastName.replaceAll("ü", "ue") }),
  // A letter too few.
  ({ email: _email, ...person }) => ({ ...person, lastName: person.lastName.slice(0, -2) + person.lastName.slice(-1) }),
  // An initial.
  (person) => ({ ...person, firstName: `${person.firstName.charAt(0)}.` }),
  // First and last name interchanged.
  ({ profile: _profile, ...person }) => ({ ...person, firstName: person.lastName, lastName: person.firstName }),
  // The profile alone, as a link from a phone.
  ({ email: _email, phone: _phone, profile = "", ...person }) => ({
    ...person,
    ...(profile ? { profile: profile.replace("www.", "de.").concat("/?trk=share") } : {}),
  }),
  // A private address.
  ({ firstName, lastName, phone, account }) => ({
    firstName,
    lastName,
    email: `${plain(lastName)}.${plain(firstName)}@gmail.com`,
    ...(phone ? { phone } : {}),
    ...(account === undefined ? {} : { account }),
  }),
];

/** The person of a contact. @param {number} index @returns {Person} */
function personAt(index) {
  if (index % COPY_EVERY !== COPY_EVERY - 1) return newPerson(index);
  const original = mix(31, index) % index;
  return at(COPIES, chance(32, index))(newPerson(original % COPY_EVERY === COPY_EVERY - 1 ? original - 1 : original));
}

const ID_BEGINS = "acc_bench";
const accountId = (/** @type {number} */ account) => `${ID_BEGINS}${account}`;
const accountOf = (/** @type {string} */ id) => Number(id.slice(ID_BEGINS.length));

/**
 * A contact of the sandbox with the name, the addresses and the account of the person of an index.
 *
 * @param {WireContactJson} contact
 * @param {number} index
 * @returns {WireContactJson}
 */
function withPerson(contact, index) {
  const { firstName, lastName, email, phone, profile, account } = personAt(index);
  const values = new Map(
    Object.entries({
      $name: { firstName, lastName },
      $email: email && [email],
      $phone: phone && [phone],
      $linkedIn: profile,
      crm_id: `CRM-${index}`,
    }),
  );
  const isPersonal = (/** @type {string} */ valueType) => ["FULL_NAME", "EMAIL", "TELEPHONE", "SOCIAL_HANDLE"].includes(valueType);
  const fields = Object.entries(contact.fields).map(([key, { valueType, value }]) => {
    if (key === "crm_id") return [key, { valueType, value: value && values.get(key) }];
    return [key, { valueType, value: isPersonal(valueType) ? (values.get(key) ?? null) : value }];
  });
  const links = Object.entries(contact.relationships).map(([key, link]) => [
    key,
    link.objectType === "account" ? { ...link, values: key === "$account" && account !== undefined ? [accountId(account)] : [] } : link,
  ]);
  return { ...contact, fields: Object.fromEntries(fields), relationships: Object.fromEntries(links) };
}

/** An account of the sandbox with the name and the domain of another. @param {object} account @param {number} at */
function withCompany(account, at) {
  const { name, domain } = companyAt(at);
  return {
    ...account,
    id: accountId(at),
    fields: { $name: { valueType: "TEXT", value: name }, $website: { valueType: "URL", value: [`https://www.${domain}`] } },
    relationships: {},
  };
}

/** The sandbox's API with many different people and companies in place of its own. @param {Sandbox} sandbox @returns {import("./api.mjs").Answer} */
export function withManyPeople(sandbox) {
  const indexes = new Map([...sandbox.contacts().keys()].map((id, index) => [id, index]));
  const person = (/** @type {WireContactJson} */ contact) => withPerson(contact, indexes.get(contact.id) ?? 0);
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const [, , type, id] = pathname.split("/");
    if (request.method !== "GET" || id === "definitions") return sandbox.app.fetch(request);
    if (type === "contacts") return changed(await sandbox.app.fetch(request), person);
    if (type !== "accounts") return sandbox.app.fetch(request);
    const answer = await sandbox.app.fetch(new Request(new URL("/v1/accounts?limit=1", request.url), { headers: request.headers }));
    if (id !== undefined) return changed(answer, (account) => withCompany(account, accountOf(id)), true);
    const [offset, limit] = [Number(searchParams.get("offset") ?? 0), Number(searchParams.get("limit") ?? 25)];
    return listOfAccounts(answer, offset, Math.max(0, Math.min(limit, ACCOUNTS - offset)));
  };
}

/**
 * An answer with one record or a list of them, changed one by one.
 *
 * @template T
 * @param {Response} answer
 * @param {(record: T) => object} change
 * @param {boolean} [isFirst] whether only the first of a list is sent, as an answer of its own
 */
async function changed(answer, change, isFirst = false) {
  if (!answer.ok) return answer;
  const json = /** @type {T & { data?: T[] }} */ (await answer.json());
  const [first] = json.data ?? [];
  if (isFirst && first) return Response.json(change(first));
  return Response.json(json.data ? { ...json, data: json.data.map(change) } : change(json));
}

/** @param {Response} answer a list of one account @param {number} offset @param {number} count */
async function listOfAccounts(answer, offset, count) {
  if (!answer.ok) return answer;
  const json = /** @type {{ data: object[] }} */ (await answer.json());
  const data = Array.from({ length: count }, (_, more) => withCompany(json.data[0] ?? {}, offset + more));
  return Response.json({ ...json, data, totalCount: ACCOUNTS });
}
