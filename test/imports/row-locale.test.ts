import { beforeEach, describe, expect, it } from "vitest";
import { aSmallDesk as aDesk, BERLIN } from "../builders.ts";
import { inFastTime } from "../writes/fake-time.ts";

beforeEach(() => inFastTime());

const phonesOf = (plan: string) => [...plan.matchAll(/(?:Phone|Mobile): ([^;\n]+)/g)].map(([, numbers]) => numbers);

describe("phone numbers without a country code", () => {
  it("belong to the country of their row's address", async () => {
    const csv = [
      "Name;E-Mail;Telefon;Mobil;Ort;Land",
      "Kai Brandt;kai@brandt.example;030 4412 9981;0171 2233445;Berlin;Deutschland",
      "Sato Mei;mei@sato.example;90-1234-5678;;Osaka;Japan",
      "Una Kerr;una@kerr.example;020 7031 3999 / 07911 123459;;London;UK",
      "Lia Frei;lia@frei.example;(212) 736-5099;;Austin;",
      "Rolf Graf;rolf@graf.example;+43 1 5880 0;;Bonn;DE",
    ].join("\n");
    const plan = await aDesk().text("import_contacts", { csv });
    expect(phonesOf(plan)).toEqual(["+493044129981", "+491712233445", "+819012345678", "+442070313999, +447911123459", "+12127365099", "+43158800"]);
  });

  it("may stand beside another in a cell, without a question for the country", async () => {
    const csv = `Name,Phone\nAnn Newcomer,212 736 5099 / 212 736 5100\nBo Newcomer,212 736 5102 / 212 736 5103`;
    expect(await aDesk().text("import_contacts", { csv })).toContain("Phone: +12127365099, +12127365100\n");
  });

  it.each([
    [
      "Country Code,Phone",
      "49,3012345678\n+44,020 7946 0001\n0049,030 44129981\n1,(512) 648-1122",
      ["+493012345678", "+442079460001", "+493044129981", "+15126481122"],
    ],
    [
      "Dial code,Phone",
      "44,447911123456\n49,+1 512 648 1122\nDE,030 44129982\n49,030 44129981; 0171 2233445",
      ["+447911123456", "+15126481122", "+493044129982", "+493044129981, +491712233445"],
    ],
    ["Area code,Phone", "512,648-1122\n(512),648-1123", ["+15126481122", "+15126481123"]],
    ["Area code,Phone", "512,(512) 648-1122\n512,1-512-648-1123\n12,512 648 1124", ["+15126481122", "+15126481123", "+15126481124"]],
    ["Country Code,Phone", '1,"512 648 1122, ext. 12"\n44,Mobile: 07911 123459', ["+15126481122 ext. 12", "+447911123459"]],
  ])("begin with the code in a column of its own: %s", async (header, rows, numbers) => {
    const csv = `Name,Email,${header}\n${rows
      .split("\n")
      .map((row, at) => `Jo Falk${at},jo${at}@falk.example,${row}`)
      .join("\n")}`;
    const plan = await aDesk().text("import_contacts", { csv });
    expect(phonesOf(plan)).toEqual(numbers);
    expect(plan).toContain("(read with the phone numbers)");
  });

  it("may begin with the code of a country, which may also be that of the address", async () => {
    const csv = "Name,Phone,City,Country Code\nJo Falk,030 44129981,Berlin,DE";
    const plan = await aDesk().text("import_contacts", { csv });
    expect(phonesOf(plan)).toEqual(["+493044129981"]);
    expect(plan).toContain("Country Code (did you mean address.country?)");
  });

  it("are refused where that country has no such number, even if another has", async () => {
    const csv = "Name,Email,Phone,Country\nSato Mei,mei@sato.example,212-736-5099 ext 4,Denmark";
    expect(await aDesk().text("import_contacts", { csv })).toContain(
      'Left out of Phone: "212-736-5099 ext 4" is not a valid DK phone number (1 row).',
    );
  });

  it("belong to the usual country where the row's country is not understood", async () => {
    const csv = "Name,Email,Phone,Country\nUma Bell,uma@bell.example,212-736-5099,Atlantis";
    expect(phonesOf(await aDesk().text("import_contacts", { csv }))).toEqual(["+12127365099"]);
  });

  it("belong to the country of most other numbers and addresses where the row has no country", async () => {
    const csv = [
      "Name,Email,Phone,Mobile",
      "Ravi Nair,ravi@nair.example,9876543210,",
      "Asha Rao,asha@rao.example,+91 98220 55555,+91 98330 55555",
      "Tara Jain,tara@jain.example,0091 98440 55555,",
      "Neel Das,neel@das.example,,99000 12345",
    ].join("\n");
    const plan = await aDesk().text("import_contacts", { csv });
    expect(phonesOf(plan)).toEqual(["+919876543210", "+919822055555", "+919833055555", "+919844055555", "+919900012345"]);
    expect(plan).toContain(
      "Country assumed for phone numbers without a country code: India, the country of all 3 other numbers. phone_country sets another.",
    );
  });

  it("belong to the country of the other addresses of the table", async () => {
    const csv =
      "Name,Email,Phone,Country\nJo Falk,jo@falk.example,030 44129981,Germany\nMo Falk,mo@falk.example,030 44129982,DE\nAl Falk,al@falk.example,030 44129983,";
    const plan = await aDesk().text("import_contacts", { csv });
    expect(phonesOf(plan)).toEqual(["+493044129981", "+493044129982", "+493044129983"]);
    expect(plan).toContain("Country assumed for phone numbers without a country code: Germany, the country of both other numbers.");
  });

  it("in American form are read as those of the US, and the plan says so", async () => {
    const csv = (more: string) =>
      `Name,Email,Phone\nJo Falk,jo@falk.example,+49 30 44129981\nMo Falk,mo@falk.example,+49 30 44129982\nAl Roe,al@roe.example,(512) 348-7999${more}`;
    const american = 'Country assumed for phone numbers such as "(512) 348-7999": United States. phone_country sets another.';
    const plan = await aDesk().text("import_contacts", { csv: csv("") });
    expect(phonesOf(plan)).toEqual(["+493044129981", "+493044129982", "+15123487999"]);
    expect(plan).toContain(american);
    expect(plan).not.toContain("without a country code");
    const both = await aDesk().text("import_contacts", { csv: csv("\nEd Falk,ed@falk.example,030 44129983") });
    expect(both).toContain(american);
    expect(both).toContain("without a country code: Germany, the country of both other numbers.");
  });

  it("are read with a plus if a program has removed it from all of them", async () => {
    const csv = (last: string) =>
      `Name,Email,Phone\nJo Falk,jo@falk.example,14155552671\nMo Falk,mo@falk.example,"351912345678; 442070313999"\nAl Falk,al@falk.example,${last}`;
    const plan = await aDesk().text("import_contacts", { csv: csv("4722334455") });
    expect(phonesOf(plan)).toEqual(["+14155552671", "+351912345678, +442070313999", "+4722334455"]);
    expect(plan).toContain('Phone numbers begin with their country code, and are read with a "+": "14155552671" is +14155552671, and 3 more.');
    expect(phonesOf(await aDesk().text("import_contacts", { csv: csv("(512) 348-7931") }))).toContain("+15123487931");
  });

  it("belong to the usual country where the others disagree, are too few, or the user has chosen one", async () => {
    const csv = (others: string) => `Name,Email,Phone\nUma Bell,uma@bell.example,212-736-5099\n${others}`;
    const [german, french] = [
      "Jo Falk,jo@falk.example,+49 30 44129981\nKai Falk,kai@falk.example,+49 30 44129982\n",
      "Lou Roy,lou@roy.example,+33 1 42 68 53 00\n",
    ];
    for (const others of [german + french, french])
      expect(phonesOf(await aDesk().text("import_contacts", { csv: csv(others) }))).toContain("+12127365099");
    const chosen = await aDesk({ locale: { ...BERLIN, phoneCountry: "US" } }).text("import_contacts", { csv: csv(german) });
    expect(phonesOf(chosen)).toContain("+12127365099");
  });

  it("belong to the country that the call names, rather than to that of the settings or of other numbers", async () => {
    const csv = [
      "Name,Email,Phone,Country",
      "Jo Falk,jo@falk.example,030 44129981,",
      "Lou Roy,lou@roy.example,+33 1 42 68 53 00,",
      "Ann Roy,ann@roy.example,+33 1 42 68 53 01,",
      "Sato Mei,mei@sato.example,90-1234-5678,Japan",
    ].join("\n");
    const desk = aDesk({ locale: { ...BERLIN, phoneCountry: "US" } });
    for (const phone_country of ["DE", "de", "Germany", "Deutschland"]) {
      const plan = await desk.text("import_contacts", { csv, phone_country });
      expect(phonesOf(plan)).toEqual(["+493044129981", "+33142685300", "+33142685301", "+819012345678"]);
      expect(plan).not.toContain("Country assumed");
    }
    expect(await desk.failure("import_contacts", { csv, phone_country: "Atlantis" })).toMatch(/^phone_country: "Atlantis" is not a country\./);
  });

  it("are told if they are written like American ones, and are read as those of another country", async () => {
    const rows = ["Jo Falk,jo@falk.example,415-555-2671", "Mo Falk,mo@falk.example,(415) 555-2672", "Al Roe,al@roe.example,030 44129981"];
    const csv = ["Name,Email,Phone", ...rows].join("\n");
    const plan = (of: string) => aDesk().text("import_contacts", { csv: of, phone_country: "DE" });
    expect(await plan(csv)).toContain(
      'Phone numbers written like American ones, but read as numbers of Germany: "415-555-2671" (2). If they are American, write them with +1.',
    );
    expect(
      await plan(
        csv
          .replaceAll("Phone", "Phone,Country")
          .replaceAll(/(?<=267\d)/g, ",Germany")
          .replace(/81$/, "81,"),
      ),
    ).toContain('"415-555-2671" (2)');
    for (const country of ["US", "CA"])
      expect(await aDesk().text("import_contacts", { csv: csv.replace(/\n.*$/, ""), phone_country: country })).not.toContain("written like");
    expect(await plan(csv.replaceAll(/[()-]/g, " "))).not.toContain("written like");
  });

  it("leave the import without a plan where most are not of the usual country, until the call names another", async () => {
    const csv = "Name,Email,Phone\nJo Falk,jo@falk.example,030 44129981\nMo Falk,mo@falk.example,030 44129982; +49 30 44129983";
    const text = await aDesk().text("import_contacts", { csv });
    expect(text).toContain(
      '2 phone numbers, such as "030 44129981", have no country code and are not US numbers. Call import_contacts again with phone_country, e.g. "DE". With "US", these numbers are left out.',
    );
    expect(text).toContain("Nothing can be applied yet.");
    expect(phonesOf(await aDesk().text("import_contacts", { csv, phone_country: "DE" }))).toEqual(["+493044129981", "+493044129982, +493044129983"]);
    const usual = await aDesk().text("import_contacts", { csv, phone_country: "US" });
    expect(usual).toContain("Plan: 2 to create.");
    expect(usual).toContain('Left out of Phone: "030 44129981" is not a valid US phone number (1 row);');
  });

  it("show no country if no number has a code", async () => {
    const csv = "Name,Email,Phone\nJo Falk,jo@falk.example,030 44129981\nMo Falk,mo@falk.example,030 44129982";
    expect(await aDesk().text("import_contacts", { csv })).toContain(
      'Call import_contacts again with phone_country. With "US", these numbers are left out.',
    );
  });

  it("are left out where most others are of the usual country, or only one is long enough for a number", async () => {
    for (const numbers of [["212-736-5099", "212-736-5098", "030 44129981"], ["call me 1st", "4711"], ["1234567"], ["ext 1234567", "4711"]]) {
      const csv = `Name,Email,Phone\n${numbers.map((number, at) => `Jo Falk${at},jo${at}@falk.example,${number}`).join("\n")}`;
      const plan = await aDesk().text("import_contacts", { csv });
      expect(plan).toContain("Country assumed for phone numbers without a country code: United States. phone_country sets another.");
    }
  });

  it("take the country of lists of numbers into account, but not for a number in American form", async () => {
    const rows = [
      { Name: "Jo Falk", Email: "jo@falk.example", Phone: ["+49 30 44129981", "+49 30 44129982"] },
      { Name: "Mo Falk", Email: "mo@falk.example", Phone: "030 44129983" },
      { Name: "Ann Hart", Email: "ann@hart.example", Phone: "(512) 348-7931" },
    ];
    const plan = await aDesk().text("import_contacts", { rows });
    expect(phonesOf(plan)).toEqual(["+493044129981, +493044129982", "+493044129983", "+15123487931"]);
  });

  it("cost the row if nothing else in it identifies a person", async () => {
    const plan = await aDesk().text("import_contacts", {
      csv: "Title,Phone\nCFO,030 44129981\n,030 44129982\nCEO,+49 30 44129983",
      phone_country: "US",
    });
    expect(plan).toContain("Plan: 1 to create, 2 invalid.");
    for (const row of [1, 2])
      expect(plan).toMatch(
        new RegExp(`! row ${row}\\b.*: no value is left that identifies a person: "030 4412998${row}" is not a valid US phone number\\.$`, "m"),
      );
  });

  it("makes no new person of a row whose number was to identify the person", async () => {
    const desk = aDesk();
    const rows = [{ Name: "Bosse Ekblad", Phone: "030 901820", Title: "CFO" }];
    const plan = await desk.text("import_contacts", { rows, match_on: ["phone"], phone_country: "US" });
    expect(plan).toContain('a value that identifies the person cannot be read: "030 901820" is not a valid US phone number.');
    expect(await desk.text("import_contacts", { rows, phone_country: "US" })).toContain("Plan: 1 to create.");
  });

  it("leaves out the row of a number that a spreadsheet has damaged, since the file can be exported again", async () => {
    const plan = await aDesk().text("import_contacts", { csv: "Name,Phone\nIna Vestergren,4.93023E+11\nAda Brook,493023125110.7" });
    expect(plan).toMatch(/! row 1 .*"4\.93023E\+11" is in scientific notation/);
    expect(plan).toMatch(/! row 2 .*"493023125110\.7" has decimals/);
  });
});
