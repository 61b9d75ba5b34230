import { describe, expect, it } from "vitest";
import { readBytes, readText, refusalOf } from "./tables.ts";

const card = (...lines: readonly string[]) => ["BEGIN:VCARD", ...lines, "END:VCARD", ""].join("\r\n");

/** The cells of a single card. */
const cellsOf = async (...lines: readonly string[]) => Object.values((await readText(card(...lines))).rows)[0];

describe("vCards are read", () => {
  it("with the labels of Android: a number of the assistant is left out", async () => {
    const label = [..."asistent"].map((letter) => `=${letter.charCodeAt(0).toString(16)}`).join("");
    const phone = `TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,${label}):+420377123499`;
    expect(await cellsOf("VERSION:2.1", "N:Dvořák;Jiří", phone, "TEL;WORK:+420377123456")).toMatchObject({ Phone: "+420377123456" });
  });

  it("of our exports without the name by which they call somebody who has none", async () => {
    expect(await cellsOf("VERSION:3.0", "FN:con_1", "N:;;;;", "TITLE:CFO", "X-LIGHTFIELD-ID:con_1")).toEqual({ id: "con_1", "Job title": "CFO" });
  });

  it("of version 3.0, as Apple writes them", async () => {
    const text = card(
      "VERSION:3.0",
      "PRODID:-//Apple Inc.//macOS 15.0//EN",
      "N:Aalto;Ilmari;Olavi,Matti;Dr.;Jr.",
      "FN:Dr. Ilmari Aalto Jr.",
      "ORG:Aalto\\, Sons\\; Co;Sales;North",
      "TITLE:Head of Sales",
      "item1.EMAIL;type=INTERNET:home@aalto.example",
      "item1.X-ABLabel:_$!<Home>!$_",
      "EMAIL;type=INTERNET;type=WORK;type=pref:ilmari@aalto.example",
      "TEL;type=CELL;type=VOICE;type=pref:+358 40 123 4567",
      "TEL;type=WORK;type=FAX:+358 9 123 4568",
      "item2.TEL:+358 9 123 4569",
      "item2.X-ABLabel:_$!<HomeFAX>!$_",
      "item3.ADR;type=WORK;type=pref:PO 5;Floor 2;Keskuskatu 1;Helsinki;Uusimaa;00100;Finland",
      "ADR;type=HOME:;;Kotikatu 2;Espoo;;02100;Finland",
      "item4.URL;type=pref:https\\://aalto.example/",
      "X-SOCIALPROFILE;type=linkedin:http://www.linkedin.com/in/ilmari-aalto",
      "X-SOCIALPROFILE;type=twitter;x-user=ilmari:x-apple:ilmari",
      "BDAY:1980-02-29",
      "NOTE:Likes coffee\\, black.\\nCalls on",
      "  Mondays",
      "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUDBAQEAwUEBAQFBQUGBwwI",
      " BwcHBw8LCwkMEQ8SEhEPERETFhwXExQaFRERGCEYGh0dHx8fExciJCIeJBweHx7/2wBDAQUFBQcG",
      "CATEGORIES:Customers,Partners",
    );
    expect(await readText(text)).toMatchInlineSnapshot(`
      {
        "columns": [
          "Name prefix",
          "First name",
          "Middle name",
          "Last name",
          "Name suffix",
          "Email",
          "Mobile",
          "Fax",
          "Company",
          "Department",
          "Job title",
          "Website",
          "LinkedIn",
          "X",
          "Birthday",
          "Street",
          "City",
          "State",
          "Postal code",
          "Country",
          "Categories",
          "Notes",
        ],
        "notes": [
          "Left out of the vCards: a second address (row 1), PHOTO (row 1).",
        ],
        "rows": {
          "1": {
            "Birthday": "1980-02-29",
            "Categories": [
              "Customers",
              "Partners",
            ],
            "City": "Helsinki",
            "Company": "Aalto, Sons; Co",
            "Country": "Finland",
            "Department": "Sales, North",
            "Email": [
              "ilmari@aalto.example",
              "home@aalto.example",
            ],
            "Fax": [
              "+358 9 123 4568",
              "+358 9 123 4569",
            ],
            "First name": "Ilmari",
            "Job title": "Head of Sales",
            "Last name": "Aalto",
            "LinkedIn": "http://www.linkedin.com/in/ilmari-aalto",
            "Middle name": "Olavi Matti",
            "Mobile": "+358 40 123 4567",
            "Name prefix": "Dr.",
            "Name suffix": "Jr.",
            "Notes": "Likes coffee, black.
      Calls on Mondays",
            "Postal code": "00100",
            "State": "Uusimaa",
            "Street": "Keskuskatu 1, Floor 2, PO 5",
            "Website": "https://aalto.example/",
            "X": "ilmari",
          },
        },
      }
    `);
  });

  it("of version 2.1, with quoted-printable texts, bare types and an assistant", async () => {
    const text = card(
      "VERSION:2.1",
      "N;LANGUAGE=de;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg",
      "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg M=C3=BCller",
      "TEL;WORK;VOICE:+49 30 1234567",
      "TEL;CELL;PREF:+49 171 1234567",
      "EMAIL;PREF;INTERNET:joerg@mueller.example",
      "ADR;WORK;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:;;Hauptstra=C3=9Fe 5=0D=0AHof;Bonn;;53111;Germany",
      "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Zwei Zeilen:=0D=0A=",
      "die zweite ist =",
      "lang",
      "AGENT:",
      "BEGIN:VCARD",
      "N:Assistant;Anna",
      "TEL:+49 30 7654321",
      "END:VCARD",
      "REV:20260101T000000Z",
    );
    expect(await readText(text)).toMatchInlineSnapshot(`
      {
        "columns": [
          "First name",
          "Last name",
          "Email",
          "Phone",
          "Mobile",
          "Street",
          "City",
          "Postal code",
          "Country",
          "Notes",
        ],
        "notes": [
          "Left out of the vCards: AGENT (row 1).",
        ],
        "rows": {
          "1": {
            "City": "Bonn",
            "Country": "Germany",
            "Email": "joerg@mueller.example",
            "First name": "Jörg",
            "Last name": "Müller",
            "Mobile": "+49 171 1234567",
            "Notes": "Zwei Zeilen:
      die zweite ist lang",
            "Phone": "+49 30 1234567",
            "Postal code": "53111",
            "Street": "Hauptstraße 5
      Hof",
          },
        },
      }
    `);
  });

  it("without what belongs to an assistant, and with the address of the work rather than of the home", async () => {
    const text = card(
      "N:Aalto;Ilmari;;;",
      "EMAIL;type=INTERNET:ilmari@aalto.example",
      "item1.EMAIL;type=INTERNET:tuula@aalto.example",
      "item1.X-ABLabel:Assistant",
      "item2.TEL:+358 9 123 4568",
      "item2.X-ABLabel:_$!<Assistant>!$_",
      "ADR;type=HOME:;;Kotikatu 2;Espoo;;02100;Finland",
      "ADR;type=WORK:;;Keskuskatu 1;Helsinki;;00100;Finland",
    );
    const { rows, notes } = await readText(text);
    expect(rows[1]).toEqual({
      "First name": "Ilmari",
      "Last name": "Aalto",
      Email: "ilmari@aalto.example",
      Street: "Keskuskatu 1",
      City: "Helsinki",
      "Postal code": "00100",
      Country: "Finland",
    });
    expect(notes).toEqual(["Left out of the vCards: a pager, or addresses and numbers of an assistant (row 1), a second address (row 1)."]);
  });

  it("of version 4.0, with values that are URIs", async () => {
    expect(
      await cellsOf(
        "VERSION:4.0",
        "FN:Ilmari Aalto",
        "N:Aalto;Ilmari;;;",
        'TEL;VALUE=uri;PREF=2;TYPE="voice,work":tel:+358-9-123-4567;ext=55',
        "TEL;VALUE=uri;PREF=1;TYPE=cell:tel:+358-40-123-4567",
        "EMAIL;PREF=1:ilmari@aalto.example",
        "BDAY:19800229T000000Z",
        "SOCIALPROFILE;SERVICE-TYPE=LinkedIn:https://linkedin.com/in/ilmari",
        'ADR;GEO="geo:60.17,24.94";LABEL="Keskuskatu 1, Helsinki: Finland":;;Keskuskatu 1;Helsinki;;00100;Finland',
      ),
    ).toEqual({
      "First name": "Ilmari",
      "Last name": "Aalto",
      Email: "ilmari@aalto.example",
      Phone: "+358-9-123-4567 ext. 55",
      Mobile: "+358-40-123-4567",
      LinkedIn: "https://linkedin.com/in/ilmari",
      Birthday: "1980-02-29",
      Street: "Keskuskatu 1",
      City: "Helsinki",
      "Postal code": "00100",
      Country: "Finland",
    });
  });

  it("several in one text, with line ends of any kind, an end that is missing and a byte order mark", async () => {
    const cards = [card("FN:Ida Holm"), "BEGIN:VCARD\nFN:Ove Holm\n\n", card("fn:Una Holm").replaceAll("\r\n", "\r"), "begin:vcard\nfn:Per Holm"];
    const { rows } = await readBytes(Buffer.from(`\uFEFF${cards.join("")}`));
    expect(Object.values(rows)).toEqual(["Ida", "Ove", "Una", "Per"].map((name) => ({ "Full name": `${name} Holm` })));
  });

  it("as a text that begins with a byte order mark", async () => {
    expect((await readText(`\uFEFF${card("FN:Ida Holm")}`)).rows).toEqual({ 1: { "Full name": "Ida Holm" } });
  });

  it("with their full name only where its parts are missing", async () => {
    expect(await cellsOf("FN:Ida Holm", "N:;;;;")).toEqual({ "Full name": "Ida Holm" });
    expect(await cellsOf("FN:ida@holm.example", "N:;;;;", "EMAIL:ida@holm.example")).toEqual({ Email: "ida@holm.example" });
    expect(await cellsOf("FN:Ida Holm", "N:Holm;;;;")).toEqual({ "Last name": "Holm" });
    expect(await cellsOf("FN:Ida Holm", "N:Holm;Ida")).toEqual({ "First name": "Ida", "Last name": "Holm" });
  });

  it("where a note has lines as they are", async () => {
    expect(await cellsOf("FN:Ida Holm", "NOTE:one", "two", "", "three")).toEqual({ "Full name": "Ida Holm", Notes: "one\ntwo\nthree" });
  });

  it("with the first mobile number apart from the others", async () => {
    expect(await cellsOf("FN:Ida Holm", "TEL;TYPE=WORK:1", "TEL;type=IPHONE;type=CELL:2", "TEL;CELL:3", "TEL;HOME:2")).toEqual({
      "Full name": "Ida Holm",
      Phone: ["1", "3"],
      Mobile: "2",
    });
  });

  it("with the mobile number that has a label of its own", async () => {
    expect(await cellsOf("FN:Ida Holm", "TEL:1", "item1.TEL:2", "item1.X-ABLabel:_$!<Mobile>!$_")).toEqual({
      "Full name": "Ida Holm",
      Phone: "1",
      Mobile: "2",
    });
  });

  it("and what programs add to the person is told, but not what they add for themselves", async () => {
    const { notes } = await readText(card("FN:Ida Holm", "X-SKYPE:ida", "item1.X-ABRELATEDNAMES:Ove", "item1.X-ABLABEL:Brother", "X-ABUID:1"));
    expect(notes).toEqual(["Left out of the vCards: X-SKYPE (row 1), X-ABRELATEDNAMES (row 1)."]);
  });

  it("but not a birthday without its year, which is told", async () => {
    for (const line of ["BDAY:--0415", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-15"]) {
      const { rows, notes } = await readText(card("FN:Ida Holm", line));
      expect(rows).toEqual({ 1: { "Full name": "Ida Holm" } });
      expect(notes).toEqual(["Left out of the vCards: a birthday without its year (row 1)."]);
    }
  });

  it("but those of companies and groups are no persons", async () => {
    const company = "It is the card of a company, not of a person.";
    expect(await cellsOf("FN:Aalto Oy", "ORG:Aalto Oy", "N:;;;;", "TEL:+358 9 123 4567")).toBe(company);
    expect(await cellsOf("FN:Aalto Oy", "ORG:Aalto Oy", "X-ABShowAs:COMPANY")).toBe(company);
    expect(await cellsOf("FN:Aalto Oy", "KIND:org")).toBe(company);
    expect(await cellsOf("FN:Friends", "KIND:group", "MEMBER:urn:uuid:1")).toBe("It is the card of a group, not of a person.");
  });

  it("or refused where there is nothing to read", async () => {
    expect(await refusalOf("BEGIN:VCARD\nVERSION:3.0\nEND:VCARD")).toContain("No row holds a value");
    expect(await refusalOf(card(...Array.from({ length: 2001 }, () => "TEL:1")))).toContain("A card has more than 2000 lines");
    expect(await refusalOf(card("FN:Ida").repeat(10_001))).toContain("10,001 rows are too many");
  });
});
