import { describe, expect, it } from "vitest";
import { compare } from "../../src/identity/compare.ts";
import { sameText, sharesText } from "../../src/identity/words.ts";
import { aPerson, identity } from "./person.ts";

type Pair = readonly [one: string, other: string, verdict: string, words: string];

/** One is to be written, the other is there. */
const verdictOf = (one: string, other: string) => {
  const verdict = compare(aPerson(one), aPerson(other));
  const words = verdict.kind === "same" ? sameText(verdict) : verdict.kind === "ambiguous" ? sharesText(verdict) : "";
  return [verdict.kind, words];
};

const check = (pairs: readonly Pair[]) =>
  it.each(pairs)("%s | %s: %s", (one, other, kind, words) => {
    expect(verdictOf(one, other)).toEqual([kind, words]);
  });

const SAME = "same";
const UNSURE = "ambiguous";
const OTHER = "other";

describe("a personal e-mail address", () => {
  check([
    ["Lena Hart; lena@hart.example", "Lena Hart; LENA@Hart.example", SAME, "e-mail"],
    ["Lena Hart; lena@hart.example; at Acme", "Lena Hart; lena@hart.example; at Bolt", SAME, "e-mail"],
    ["L. Hart; lena@hart.example", "Lena Hart; lena@hart.example", SAME, "e-mail"],
    ["L. H.; lena@hart.example", "Lena Hart; lena@hart.example", SAME, "e-mail"],
    ["Lena; lena@hart.example", "Lena Hart; lena@hart.example", SAME, "e-mail"],
    ["Hart; lena@hart.example", "Lena Hart; lena@hart.example", SAME, "e-mail"],
    ["-; lena@hart.example", "Lena Hart; lena@hart.example", SAME, "e-mail"],
    ["Lena Hart; lena@hart.example", "-; lena@hart.example", SAME, "e-mail"],
    ["Lena Hart; lena@hart.example", "lena@hart.example; lena@hart.example", SAME, "e-mail"],
    ["Lena Brook; lena@hart.example", "Lena Hart; lena@hart.example", UNSURE, "shares only the e-mail address and the first name"],
    ["Lena Brook-Hart; lena@hart.example", "Lena Hart; lena@hart.example", SAME, "e-mail"],
    ["Lena Brook (born Hart); lena@hart.example", "Lena Hart; lena@hart.example", SAME, "e-mail"],
    ["Lena Hartmann; lena@hart.example", "Lena Hartman; lena@hart.example", SAME, "e-mail"],
    ["Hans Hart sen.; hans@hart.example", "Hans Hart jun.; hans@hart.example", UNSURE, "shares only the e-mail address"],
    ["Hans Weber-Hart Jun.; hans@hart.example", "Hans Weber-Hart Sen.; hans@hart.example", UNSURE, "shares only the e-mail address"],
    ["Hans Hart jun.; hans@hart.example", "Hans Hart; hans@hart.example", UNSURE, "shares the e-mail address and the name (except its suffix)"],
    ["Herr Hart; lena@hart.example", "Frau Hart; lena@hart.example", UNSURE, "shares only the e-mail address"],
    [
      "Herr Lena Hart; lena@hart.example",
      "Frau Lena Hart; lena@hart.example",
      UNSURE,
      "shares the e-mail address and the name, but not the salutation",
    ],
    ["Lena E Van Hart; lena@hart.example", "Lena Van Hart; lena@hart.example", SAME, "e-mail"],
    ["Assistant to Lena Hart; lena@hart.example", "Lena Hart; lena@hart.example", UNSURE, "shares only the e-mail address"],
    ["Hart, Lena; lena@hart.example", "Lena Hart; lena@hart.example", SAME, "e-mail"],
    ["Hart Lena; lena@hart.example", "Lena Hart; lena@hart.example", SAME, "e-mail"],
    ["Bill Hart; w@hart.example", "William Hart; w@hart.example", SAME, "e-mail"],
    ["Tomas Hart; lena@hart.example", "Lena Hart; lena@hart.example", UNSURE, "shares only the e-mail address and the last name"],
    ["Tomas Brook; lena@hart.example", "Lena Hart; lena@hart.example", UNSURE, "shares only the e-mail address"],
    ["Tomas; lena@hart.example", "Lena Hart; lena@hart.example", UNSURE, "shares only the e-mail address"],
    [
      "Tomas Brook; lena@hart.example; +4930111; at Acme",
      "Lena Hart; lena@hart.example; +4930111; at Acme",
      UNSURE,
      "shares the e-mail address, the phone number and the account, but not the name",
    ],
  ]);
});

describe("a mailbox of a role", () => {
  check([
    ["Lena Hart; info@hart.example", "Tomas Brook; info@hart.example", OTHER, ""],
    ["Lena Hart; office@hart.example; at Acme", "Tomas Hart; office@hart.example; at Acme", OTHER, ""],
    ["Lena Hart; kontakt@hart.example", "Lena Brook; kontakt@hart.example", OTHER, ""],
    ["Lena Hart; sales-emea@hart.example", "Tomas Brook; sales-emea@hart.example", OTHER, ""],
    ["Lena Hart; berlin.office@hart.example", "Tomas Brook; berlin.office@hart.example", OTHER, ""],
    ["Lena Hart; info2@hart.example", "Tomas Brook; info2@hart.example", OTHER, ""],
    ["Lena Hart; info@hart.example", "Lena Hart; info@hart.example", SAME, "e-mail"],
    ["Lena Hart jun.; info@hart.example", "Lena Hart; info@hart.example", UNSURE, "shares the e-mail address and the name (except its suffix)"],
    ["L. Hart; info@hart.example", "Lena Hart; info@hart.example", UNSURE, "shares the e-mail address, the initial and the last name"],
    ["-; info@hart.example", "Lena Hart; info@hart.example", SAME, "e-mail"],
    ["-; info@hart.example", "-; info@hart.example", SAME, "e-mail"],
    ["Lena Hart; info@hart.example", "-; info@hart.example", UNSURE, "shares only the e-mail address"],
    [
      "Lena Hart; info@hart.example; +4930111",
      "Tomas Brook; info@hart.example; +4930111",
      UNSURE,
      "shares only the phone number and the e-mail address",
    ],
  ]);
});

describe("a phone number", () => {
  check([
    ["Lena Hart; +4930111", "Lena Hart; +4930111", SAME, "phone"],
    ["Lena Hart; +4930111; lena@a.example", "Lena Hart; +4930111; lena@b.example", SAME, "phone"],
    ["L. Hart; +4930111", "Lena Hart; +4930111", SAME, "phone"],
    [
      "L. Hart; +4930111; lars@hart.example",
      "Lena Hart; +4930111; lena@hart.example",
      UNSURE,
      "shares the phone number, the initial and the last name, but not the e-mail address",
    ],
    ["Liz Hart; +4930111", "Elizabeth Hart; +4930111", SAME, "phone"],
    [
      "Chris Hart; +4930111; c@a.example",
      "Christina Hart; +4930111; tina@b.example",
      UNSURE,
      "shares the phone number and the name with a nickname, but not the e-mail address",
    ],
    ["Lena Brook; +4930111", "Lena Hart; +4930111", UNSURE, "shares only the phone number and the first name"],
    ["Emil Hart; +4930111", "Lena Hart; +4930111", UNSURE, "shares only the phone number and the last name"],
    ["Tomas Brook; +4930111", "Lena Hart; +4930111", UNSURE, "shares only the phone number"],
    ["Tomas Brook; +4930111; t@hart.example", "Lena Hart; +4930111; l@hart.example", UNSURE, "shares only the phone number"],
    ["Tomas Brook; +4930111; t@a.example; at Acme", "Lena Hart; +4930111; l@b.example; at Bolt", OTHER, ""],
    [
      "Tomas Brook; +4930111; t@a.example; at Acme",
      "Lena Hart; +4930111; l@a.example; at Acme",
      UNSURE,
      "shares only the phone number and the account",
    ],
    ["-; +4930111", "Lena Hart; +4930111", SAME, "phone"],
    ["-; +4930111; t@hart.example", "Lena Hart; +4930111; l@hart.example", UNSURE, "shares the phone number, but not the e-mail address"],
    ["John Smith Jr.; +4930111", "John Smith Sr.; +4930111", UNSURE, "shares only the phone number"],
    ["Lena Hart; +4930111", "Lena Hart; +4930222", UNSURE, "shares only the name"],
    ["Tomas Brook; +4930111", "Lena Hart; +4930222", OTHER, ""],
    ["Lena Hart; +4930111;ext=1", "Tomas Brook; +4930111;ext=2", OTHER, ""],
  ]);
});

describe("a profile", () => {
  check([
    ["Lena Hart; in/lena-hart", "Lena Hart; https://de.linkedin.com/in/lena-hart/", SAME, "linkedin.com profile"],
    ["L. Hart; in/lena-hart", "Lena Hart; http://linkedin.com/in/Lena-Hart?trk=people&utm_source=x", SAME, "linkedin.com profile"],
    ["-; in/lena-hart", "Lena Hart; https://uk.linkedin.com/in/lena-hart/en?originalSubdomain=uk#about", SAME, "linkedin.com profile"],
    ["Lena Brook; in/lena-hart", "Lena Hart; in/lena-hart/detail/contact-info/", UNSURE, "shares only the profile and the first name"],
    ["Tomas Brook; in/lena-hart", "Lena Hart; in/lena-hart", UNSURE, "shares only the profile"],
    ["Lena Hart; in/jörg-hart", "Lena Hart; https://www.linkedin.com/in/j%C3%B6rg-hart/", SAME, "linkedin.com profile"],
    ["Tomas Brook; company/hart", "Lena Hart; company/hart", OTHER, ""],
    ["Tomas Brook; https://www.linkedin.com/showcase/hart/", "Lena Hart; https://linkedin.com/showcase/hart", OTHER, ""],
    ["-; https://x.com/lena", "Lena Hart; https://mobile.twitter.com/Lena?s=20", SAME, "x.com profile"],
    ["-; https://m.facebook.com/lena.hart?ref=x", "Lena Hart; https://de-de.facebook.com/lena.hart/", SAME, "facebook.com profile"],
    ["-; https://facebook.com/profile.php?id=17&ref=a", "Lena Hart; https://www.facebook.com/profile.php?id=17", SAME, "facebook.com profile"],
    ["-; https://facebook.com/profile.php?id=17", "Lena Hart; https://www.facebook.com/profile.php?id=18", OTHER, ""],
  ]);
});

describe("a value that must be unique", () => {
  check([
    ["Lena Hart; #7", "Lena Hart; #7", SAME, "CRM ID"],
    ["-; #7; new@hart.example", "Lena Hart; #7; old@hart.example", SAME, "CRM ID"],
    ["Lena Brook; #7", "Lena Hart; #7", SAME, "CRM ID"],
    ["Tomas Brook; #7", "Lena Hart; #7", UNSURE, "shares only the CRM ID"],
    ["Lena Hart; #7; lena@hart.example", "Lena Hart; #8; lena@hart.example", UNSURE, "shares the e-mail address and the name, but not the CRM ID"],
    [
      "Lena Hartmann; #7; lena@hart.example",
      "Lena Hartman; #8; lena@hart.example",
      UNSURE,
      "shares the e-mail address, the first name and the last name in a similar spelling, but not the CRM ID",
    ],
    ["Lena Brook; #7; lena@hart.example", "Lena Hart; #8; lena@hart.example", OTHER, ""],
    ["Lena Hart; #7; at Acme", "Lena Hart; #8; at Acme", UNSURE, "shares the name and the account, but not the CRM ID"],
    ["Lena Hart; #7", "Lena Hart; #8", OTHER, ""],
    ["Tomas Brook; #7; +4930111", "Lena Hart; #8; +4930111", OTHER, ""],
  ]);
});

describe("a name and an account", () => {
  check([
    ["Lena Hart; at Acme", "Lena Hart; at Acme", SAME, "name and account"],
    ["Lena Hart; at Acme; l@a.example", "Lena Hart; at Acme; l@b.example", SAME, "name and account"],
    ["Jörg Müller; at Acme", "Joerg Mueller; at Acme", SAME, "name and account"],
    ["Jorg Muller; at Acme", "Jörg Müller; at Acme", SAME, "name and account"],
    ["Søren Ågård; at Acme", "Soeren Aagaard; at Acme", SAME, "name and account"],
    ["Zoë Groß; at Acme", "ZOE GROSS; at Acme", SAME, "name and account"],
    ["Łukasz Żak; at Acme", "Lukasz Zak; at Acme", SAME, "name and account"],
    ["Anna Bauer; at Acme", "Anna Baur; at Acme", UNSURE, "shares the first name, the account and the last name in a similar spelling"],
    ["Siobhán O’Neill; at Acme", "Siobhan O'Neill; at Acme", SAME, "name and account"],
    ["Siobhan ONeill; at Acme", "Siobhan O`Neill; at Acme", SAME, "name and account"],
    ["Hans-Peter Wolf; at Acme", "Hans Peter Wolf; at Acme", SAME, "name and account"],
    ["Dr. Lena Hart; at Acme", "Lena Hart, PhD; at Acme", SAME, "name and account"],
    ["Lena Hart, SHRM-CP; at Acme", "Lena Hart; at Acme", SAME, "name and account"],
    ["Lena Hart CISSP; at Acme", "Lena Hart, PMP, CSM®; at Acme", SAME, "name and account"],
    ["Lena Hart, P.Eng.; at Acme", "Lena Hart; at Acme", SAME, "name and account"],
    ["Lena Mba; at Acme", "Lena Hart; at Acme", OTHER, ""],
    ["Frau Lena Hart; at Acme", "Lena Hart; at Acme", SAME, "name and account"],
    ["Frau Lena Hart; at Acme", "Herr Lena Hart; at Acme", UNSURE, "shares the name and the account, but not the salutation"],
    ["Lena Hart jun.; at Acme", "Lena Hart; at Acme", UNSURE, "shares the name (except its suffix) and the account"],
    ["Lena Sofie Hart; at Acme", "Lena Hart; at Acme", SAME, "name and account"],
    ["Lena S. Hart; at Acme", "Lena Sofie Hart; at Acme", SAME, "name and account"],
    ["Lena Sofie Hart; at Acme", "Lena Maria Hart; at Acme", OTHER, ""],
    ["Jan van der Berg; at Acme", "Jan Berg; at Acme", SAME, "name and account"],
    ["Hart, Lena; at Acme", "Lena Hart; at Acme", SAME, "name and account"],
    ["Hart Lena; at Acme", "Lena Hart; at Acme", SAME, "name in another order and account"],
    ["Bob Hart; at Acme", "Robert Hart; at Acme", SAME, "name with a nickname and account"],
    ["Bob Hart; at Acme", "Rob Hart; at Acme", SAME, "name with a nickname and account"],
    ["Robert (Robin) Hart; at Acme", "Robin Hart; at Acme", SAME, "name with a nickname and account"],
    [
      "Alex Hart; at Acme; a@hart.example",
      "Alexandra Hart; at Acme; sandra@hart.example",
      UNSURE,
      "shares the name with a nickname and the account, but not the e-mail address",
    ],
    ["Christian Hart; at Acme", "Christina Hart; at Acme", UNSURE, "shares the last name, the account and the first name in a similar spelling"],
    // A slip of the keyboard, or another name: somebody has to say so.
    ["Majja Hart; at Acme", "Maja Hart; at Acme", UNSURE, "shares the last name, the account and the first name in a similar spelling"],
    ["Jan Hart; at Acme", "Jana Hart; at Acme", UNSURE, "shares the last name, the account and the first name in a similar spelling"],
    ["Maria Hart; at Acme", "Mario Hart; at Acme", UNSURE, "shares the last name, the account and the first name in a similar spelling"],
    ["Lena Harrt; at Acme", "Lena Hart; at Acme", UNSURE, "shares the first name, the account and the last name in a similar spelling"],
    ["Majja Hart; at Acme; majja@hart.example", "Maja Hart; at Acme; maja@hart.example", OTHER, ""],
    ["Majja Hart; at Acme", "Maja Hart; at Bolt", OTHER, ""],
    ["Majja Hart", "Maja Hart", OTHER, ""],
    ["Majja Harrt; at Acme", "Maja Hart; at Acme", OTHER, ""],
    ["Jo Hart; at Acme", "Jon Hart; at Acme", OTHER, ""],
    ["Lena Hart-Brook; at Acme", "Lena Brook; at Acme", SAME, "first name, a part of the last name and account"],
    ["L. Hart; at Acme", "Lena Hart; at Acme", UNSURE, "shares the initial, the last name and the account"],
    ["L. Hart; at Acme; lars@hart.example", "Lena Hart; at Acme; lena@hart.example", OTHER, ""],
    ["Lena; at Acme", "Lena Hart; at Acme", UNSURE, "shares the first name and the account"],
    ["Lena Brook; at Acme", "Lena Hart; at Acme", OTHER, ""],
    ["Tomas Hart; at Acme", "Lena Hart; at Acme", OTHER, ""],
    ["Tomas Brook; at Acme", "Lena Hart; at Acme", OTHER, ""],
    ["Lena De Hart; at Acme", "Lena DeHart; at Acme", SAME, "name and account"],
    ["Lena Hart Brook; at Acme", "Lena Hart; at Acme", UNSURE, "shares the first name, a part of the last name and the account"],
    ["Lena Hart Brook; at Acme", "Lena Hart Wolf; at Acme", OTHER, ""],
    ["Lena Costa e Silva; at Acme", "Lena Silva; at Acme", SAME, "name and account"],
    ["Lena & Tom Hart; at Acme", "Lena Hart; at Acme", OTHER, ""],
    ["Lena & Tom Hart; at Acme", "Lena and Tom Hart; at Acme", SAME, "name and account"],
    ["Lena Hart <lena@hart.example>; at Acme", "Lena Hart; at Acme", SAME, "name and account"],
    ["Lena Hart CSc.; at Acme", "Lena Hart, M.A.; at Acme", SAME, "name and account"],
  ]);
});

describe("a name alone", () => {
  check([
    ["Lena Hart", "Lena Hart", UNSURE, "shares only the name"],
    ["Joerg Wagner", "Jörg Wagner; at Acme", UNSURE, "shares only the name"],
    ["L. Hart", "L. Hart; at Acme", UNSURE, "shares the initial and the last name"],
    ["Lena H.", "Lena H.", UNSURE, "shares the first name and an initial"],
    ["L. Hart; l@a.example", "L. Hart; l@b.example", OTHER, ""],
    ["L. Hart", "Lena Hart", OTHER, ""],
    ["Lena Hart; at Acme", "Lena Hart; at Bolt", OTHER, ""],
    ["Lena Hart; lena@a.example", "Lena Hart; hart@b.example", OTHER, ""],
    ["Lena Hart; in/lena-hart", "Lena Hart; in/lena-hart-2", OTHER, ""],
    ["Bob Hart", "Robert Hart", OTHER, ""],
    ["Lena", "Lena Hart", OTHER, ""],
  ]);
});

describe("another spelling of one mailbox is no proof", () => {
  check([
    ["Lena Hart; lena.hart@gmail.com", "Lena Hart; lenahart@googlemail.com", UNSURE, "shares the mailbox under another address and the name"],
    [
      "Lena Hart; lena.hart+crm@gmail.com",
      "L. Hart; lenahart@gmail.com",
      UNSURE,
      "shares the mailbox under another address, the initial and the last name",
    ],
    ["Lena Hart; lena+crm@hart.example", "Lena Hart; lena@hart.example", UNSURE, "shares the mailbox under another address and the name"],
    ["Lena Hart; lena+crm@hart.example; at Acme", "Lena Hart; lena@hart.example; at Acme", SAME, "name, mailbox and account"],
    ["Tomas Brook; lena.hart@gmail.com", "Lena Hart; lenahart@gmail.com", OTHER, ""],
    ["Lena Hart; lena.hart@gmail.com", "Lena Hart; hart.lena@gmail.com", OTHER, ""],
  ]);
});

describe("different e-mail addresses with a common part are no proof that namesakes are two", () => {
  const [AT_COMPANY, BEFORE_AT] = [
    "shares the name and the company in the e-mail address",
    "shares the name and the part of the e-mail address before the @",
  ];
  check([
    ["Lena Hart; l.hart@acme.example", "Lena Hart; lena.hart@acme.example; at Acme", UNSURE, AT_COMPANY],
    ["Lena Hart; l.hart@hp.example", "Lena Hart; lena.hart@hp.example; at HP", UNSURE, AT_COMPANY],
    ["Lena Hart; lena.hart@acme.example", "Lena Hart; lena.hart@bolt.example; at Acme", UNSURE, BEFORE_AT],
    ["Lena Hart; lena.hart+crm@acme.example", "Lena Hart; Lena.Hart@gmail.com", UNSURE, BEFORE_AT],
    [
      "Hart Lena; l.hart@acme.example",
      "Lena Hart; lena.hart@acme.example",
      UNSURE,
      "shares the name in another order and the company in the e-mail address, but not the e-mail address",
    ],
    ["Lena Hart; l.hart@acme.example; at Acme", "Lena Hart; lena@acme-robots.example; at Acme Robots", UNSURE, AT_COMPANY],
    ["Lena Hart; lena.hart@acme.example; at Acme", "Lena Hart; lena.hart@bolt.example; at Bolt", OTHER, ""],
    ["Lena Hart; l.hart@hp.example; at HP", "Lena Hart; lena@hp-labs.example; at HP Labs", UNSURE, AT_COMPANY],
    // A word before a hyphen may be the kind of an organization.
    ["Lena Hart; l.hart@sv-acme.example; at Acme", "Lena Hart; lena@sv-bolt.example; at Bolt", OTHER, ""],
    ["Lena Hart; l.hart@uni-acme.example", "Lena Hart; lena@uni-bolt.example", OTHER, ""],
    ["Lena Hart; l.hart@acme-robots.example", "Lena Hart; lena@acme-robotics.example", OTHER, ""],
    ["Lena Hart; l.hart@gmail.com; at Acme", "Lena Hart; lena@gmail.com; at Bolt", OTHER, ""],
    ["Lena Hart; lena.hart@acme.example; in/lena", "Lena Hart; lena.hart@bolt.example; in/lena-hart", OTHER, ""],
    ["Lena Hart; lena.hart@acme.example; #7", "Lena Hart; lena.hart@bolt.example; #8", OTHER, ""],
    ["Lena Hart; info@acme.example", "Lena Hart; info@bolt.example", OTHER, ""],
    ["L. Hart; l.hart@acme.example", "L. Hart; lhart@acme.example", OTHER, ""],
    ["L. Hart; l.hart@acme.example", "Lena Hart; lena.hart@acme.example", OTHER, ""],
    ["Lena Brook; lena@acme.example", "Lena Hart; lena@bolt.example", OTHER, ""],
  ]);
});

describe("names in other scripts", () => {
  check([
    ["山川 葉子; +81311", "葉子 山川; +81311", SAME, "phone"],
    ["山川葉子; +81311; a@a.example", "葉子 山川; +81311; b@b.example", SAME, "phone"],
    ["Иван Петров; +7311", "Иван Петров; +7311", SAME, "phone"],
    ["Иван Петров; +7311", "Ольга Смирнова; +7311", UNSURE, "shares only the phone number"],
  ]);
});

it("a value that several people have says little", () => {
  const [row, there] = [aPerson("Tomas Brook; +4930111"), aPerson("Lena Hart; +4930111")];
  expect(compare(row, there).kind).toBe("ambiguous");
  expect(compare(row, there, (key) => key === "phone +4930111").kind).toBe("other");
  const email = [aPerson("Tomas Brook; pa@hart.example"), aPerson("Lena Hart; pa@hart.example")] as const;
  expect(compare(...email, (key) => key === "email pa@hart.example").kind).toBe("other");
  const initials = compare(aPerson("L. Hart; +4930111"), there, () => true);
  expect([initials.kind, sharesText(initials)]).toEqual([
    "ambiguous",
    "shares a phone number that several people have, the initial and the last name",
  ]);
  const mailbox = compare(aPerson("L. Hart; pa@hart.example"), email[1], () => true);
  expect(sharesText(mailbox)).toBe("shares an e-mail address that several people have, the initial and the last name");
});

it("names may stand in either part, or in one", () => {
  const lena = { firstName: "Lena", lastName: "Hart" };
  const kinds = [{ firstName: "Lena Hart" }, { lastName: "Lena Hart" }, "Lena Hart", { firstName: " LENA ", lastName: "hart" }].map(
    (name) => compare(identity({ name, account: "a" }), identity({ name: lena, account: "a" })).kind,
  );
  expect(kinds).toEqual(["same", "same", "same", "same"]);
});
