import { asciiName, type Person } from "./person.ts";
import type { Random } from "./random.ts";
import { SENTENCES, SUMMARY_TOPICS } from "./texts.ts";

/** First and last name as one word of an address: `larissa.brandao` if the separator is a dot. */
export const handleOf = ({ firstName, lastName }: Person, separator: string) => `${asciiName(firstName)}${separator}${asciiName(lastName)}`;

/** The address at the person's company. */
export const workMail = (person: Person) => `${handleOf(person, ".")}@${person.company.domain}`;

/** An address that belongs to nobody else, not even to a namesake. */
export const homeMail = (person: Person) => `${asciiName(person.firstName)}${person.index + 1}@mailbox.example`;

/** The person's own web site. */
export const homePage = (person: Person) => `https://${handleOf(person, "-")}.example/`;

const PROFILES = new Map<string, (person: Person) => string>([
  ["LINKEDIN", (person) => `https://www.linkedin.com/in/${handleOf(person, "-")}`],
  ["FACEBOOK", (person) => `https://www.facebook.com/${handleOf(person, ".")}`],
  ["INSTAGRAM", (person) => `https://www.instagram.com/${handleOf(person, ".").replaceAll("-", "")}`],
]);

// X allows 15 characters, and no hyphens.
const xProfile = (person: Person) => `https://x.com/${handleOf(person, "_").replaceAll("-", "").slice(0, 15)}`;

/** The person's page at a service of the API. Other services get the page at X. */
export const profileAt = (service: string) => PROFILES.get(service) ?? xProfile;

/** An office or home, as the API takes an ADDRESS. */
export function addressOf({ region, random }: Person) {
  const [city, state, postalCode] = random.pick(region.places);
  return {
    street: `${1 + random.int(180)} ${random.pick(region.streets)}`,
    ...(random.chance(0.15) ? { street2: `Floor ${1 + random.int(12)}` } : {}),
    city,
    ...(state === "" ? {} : { state }),
    postalCode,
    country: region.country,
  };
}

const sentences = (random: Random, count: number) => Array.from({ length: count }, () => random.pick(SENTENCES)).join(" ");

/** A summary of the person as an assistant would write it, as markdown; a section has about 250 characters. */
export function summaryOf({ firstName, company, random }: Person, sections: number): string {
  const parts = Array.from({ length: sections }, () => `### ${random.pick(SUMMARY_TOPICS)}\n\n- ${sentences(random, 2)}\n- ${sentences(random, 1)}`);
  return [`**${firstName}** is our contact at *${company.name}*.`, ...parts].join("\n\n");
}
