import { describe, expect, it } from "vitest";
import { aSelect, aTyped, BERLIN } from "../builders.ts";

const phoneIn = (phoneCountry: string) => aTyped({ valueType: "TELEPHONE", config: { multipleValues: true } }, { ...BERLIN, phoneCountry });

describe("a phone number", () => {
  it.each([
    ["US", "'+49 30 901820", "+4930901820"],
    ["US", "\u202a+49 30\u00a0901820\u202c", "+4930901820"],
    ["US", "0049 30 901820", "+4930901820"],
    ["US", "(0049) 30 901820", "+4930901820"],
    ["JP", "0081 90-2253-9138", "+819022539138"],
    ["AU", "0011 49 30 901820", "+4930901820"],
    ["US", "+0049 30 901820", "+4930901820"],
    ["US", "＋49 30 901820", "+4930901820"],
    ["DE", "4930901820.0", "+4930901820"],
    ["DE", "30901820,00", "+4930901820"],
    ["US", "2,125,550,142.00", "+12125550142"],
    ["US", 2125550142, "+12125550142"],
    ["US", "Tel.: +49 30 901820", "+4930901820"],
    ["US", "+49 30 901820 (office)", "+4930901820"],
    ["US", "+49 30 901820 (H.)", "+4930901820"],
    ["US", "+49 30 901820 (geschäftlich)", "+4930901820"],
    ["TH", "001 49 30 901820", "+4930901820"],
    ["KR", "001 49 30 901820", "+4930901820"],
    ["TH", "0065 6223 4567", "+6562234567"],
    ["TH", "001 415 555 2671", "+14155552671"],
    ["DE", "04917/612", "+494917612"],
    ["DE", "030/1234", "+49301234"],
    ["DE", "030 / 90 18 20", "+4930901820"],
    ["DE", 4917612018494, "+4917612018494"],
    ["DE", "4917612293618", "+4917612293618"],
    ["DE", "492211234567", "+492211234567"],
    ["DE", "49 30 901820", "+4930901820"],
    ["AT", "436641234567", "+436641234567"],
    ["IN", "919822055555", "+919822055555"],
    ["IN", "9112345678", "+919112345678"],
    ["DE", "04917 612", "+494917612"],
    ["DE", "030 1234", "+49301234"],
    ["AT", "01 58800", "+43158800"],
    ["DE", "0800 1234567", "+498001234567"],
    ["DE", "116117", "+49116117"],
    ["FR", "06 39 98 12 34", "+33639981234"],
  ])("in %s, %j is %s", (country, written, stored) => {
    expect(phoneIn(country).encode(written)).toEqual([stored]);
  });

  it.each([
    ["DE", "4.93090182E+11", "scientific notation"],
    ["DE", "4,9309E+11", "scientific notation"],
    ["DE", "3090182012.5", "has decimals"],
    ["US", "00 30 901820", "is not a valid phone number"],
    ["US", "########", "is not a valid US phone number"],
    ["US", "4930901820.0", "if it begins with its country code, write +4930901820"],
    ["US", "Fax +49 30 901820", "is not a valid US phone number"],
    ...["do not call", "nicht anrufen", "wrong number", "falsch", "alt", "F", "Telefax", "Frau Meier"].map((words) => [
      "US",
      `+49 30 901820 (${words})`,
      "is not a valid phone number",
    ]),
    ["TH", "001 65 6223 4567", '"001 65 6223 4567" may mean +16562234567 or +6562234567. Accepted: the one that is right.'],
    ["DE", "030/901820-12/13", '"030/901820-12/13" stands for several numbers. Accepted: each number as a whole.'],
    ["US", "+49 30 901820/13", "stands for several numbers"],
    ["DE", "49221123456", '"49221123456" may mean +49221123456 or +4949221123456. Accepted: the one that is right.'],
    ["IT", "3906123456", "may mean +3906123456 or +393906123456"],
    ["DE", "0171 23", "is too short for a phone number: numbers that begin like this have more digits. Accepted: a number with its country code"],
    ["US", "+49 171 23", "is too short"],
    ["US", "+48 601 114", "is too short"],
  ])("in %s, %j is never another number", (country, written, why) => {
    expect(phoneIn(country).refusal(written)).toContain(why);
  });
});

describe("an e-mail address", () => {
  const email = aTyped({ valueType: "EMAIL" });

  it.each([
    ["'ann@lee.example'", "ann@lee.example"],
    ["mailto:ann@lee.example?subject=Hello", "ann@lee.example"],
    ["ann@lee.example (work)", "ann@lee.example"],
    ["Ann Lee [mailto:ann@lee.example]", "ann@lee.example"],
    ['"Lee, Ann" <ann@lee.example>', "ann@lee.example"],
    ["\u200bann@lee.example\u00a0", "ann@lee.example"],
  ])("%j is %s", (written, address) => {
    expect(email.encode(written)).toBe(address);
  });

  it.each(["ann.@lee.example", ".ann@lee.example", "ann..l@lee.example", "ann@lee", "ann@lee.example."])("%j is refused", (written) => {
    expect(email.refusal(written)).toContain("is not an e-mail address");
  });

  it.each(["ann@@lee.example", "ann@lee..example", "ann @ lee.example", "ann@lee.example."])("%j is refused with what may be meant", (written) => {
    expect(email.refusal(written)).toContain('Did you mean "ann@lee.example"?');
  });
});

describe("several values in one text", () => {
  it.each([
    ["EMAIL", "ann@lee.example ::: a.lee@lee.example", ["ann@lee.example", "a.lee@lee.example"]],
    ["EMAIL", "ann@lee.example|a.lee@lee.example", ["ann@lee.example", "a.lee@lee.example"]],
    ["EMAIL", "ann@lee.example\r\na.lee@lee.example", ["ann@lee.example", "a.lee@lee.example"]],
    ["EMAIL", "ann@lee.example a.lee@lee.example", ["ann@lee.example", "a.lee@lee.example"]],
    ["EMAIL", "ann@lee.example / a.lee@lee.example", ["ann@lee.example", "a.lee@lee.example"]],
    ["EMAIL", "ann@lee.example und a.lee@lee.example", ["ann@lee.example", "a.lee@lee.example"]],
    ["EMAIL", '"Lee, Ann" <ann@lee.example>, "Ek, Bo" <bo@ek.example>', ["ann@lee.example", "bo@ek.example"]],
    ["TELEPHONE", "+49 30 901820 ::: +49 30 901821", ["+4930901820", "+4930901821"]],
    ["TELEPHONE", "+49 30 901820 / +49 30 901821", ["+4930901820", "+4930901821"]],
    ["TELEPHONE", "+49 30 / 901820", ["+4930901820"]],
    ["TELEPHONE", "+49 30 901820;ext=5, +49 30 901821", ["+4930901820;ext=5", "+4930901821"]],
    ["URL", "https://a.example/x;https://b.example", ["https://a.example/x", "https://b.example"]],
    ["URL", "https://a.example/?a=1,2;3|4", ["https://a.example/?a=1,2;3|4"]],
  ])("of type %s are told apart in %j", (valueType, written, values) => {
    expect(aTyped({ valueType, config: { multipleValues: true } }).encode(written)).toEqual(values);
  });

  it("are options, unless an option holds the mark", () => {
    const topics = aTyped({ ...aSelect(["Fire", "Ice", "Fire|Ice", "Snow, wet"]), valueType: "MULTI_SELECT" });
    expect(topics.encode("Ice|Snow, wet")).toEqual(["opt_1", "opt_3"]);
    expect(topics.encode("Fire|Ice")).toEqual(["opt_2"]);
    expect(topics.encode("Ice ::: Fire")).toEqual(["opt_1", "opt_0"]);
  });
});

describe("a country", () => {
  const address = aTyped({ valueType: "ADDRESS" });

  it.each([
    ["Österreich", "AT"],
    ["ÖSTERREICH", "AT"],
    ["Autriche", "AT"],
    ["Pays-Bas", "NL"],
    ["die Niederlande", "NL"],
    ["Scotland", "GB"],
    ["Großbritannien", "GB"],
    ["GROSSBRITANNIEN", "GB"],
    ["Suiza", "CH"],
    ["Olanda", "NL"],
    ["Etats-Unis", "US"],
    ["Suomi", "FI"],
    ["日本", "JP"],
    ["Bosnia", "BA"],
  ])("%s is %s", (country, code) => {
    expect(address.encode({ country })).toEqual({ country: code });
  });

  it("is not guessed where languages differ", () => {
    expect(address.refusal({ country: "Kongo" })).toContain("is not a country");
  });
});

it("says yes and no in the languages of spreadsheets", () => {
  const checkbox = aTyped({ valueType: "CHECKBOX" });
  expect(["WAHR", "Oui", "sí", "FAUX", "nein"].map((word) => checkbox.encode(word))).toEqual([true, true, true, false, false]);
  expect(checkbox.refusal("x")).toContain("neither yes nor no");
});

it("takes the same web address every time", () => {
  const url = aTyped({ valueType: "URL" });
  for (let call = 0; call < 20_000; call++) url.encode("https://grünwald.example/büro");
  expect(url.encode("https://grünwald.example/büro")).toBe("https://grünwald.example/büro");
});
