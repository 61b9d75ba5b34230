import { beforeEach, describe, expect, it } from "vitest";
import { aDesk } from "../../builders.ts";
import { inFastTime } from "../plans/plan-support.ts";

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

  it("are refused where that country has no such number, even if another has", async () => {
    const csv = "Name,Email,Phone,Country\nSato Mei,mei@sato.example,212-736-5099 ext 4,Denmark";
    expect(await aDesk().text("import_contacts", { csv })).toContain("is not a valid number in DK; add the country code");
  });

  it("belong to the usual country where the row's country is not understood", async () => {
    const csv = "Name,Email,Phone,Country\nUma Bell,uma@bell.example,212-736-5099,Atlantis";
    expect(phonesOf(await aDesk().text("import_contacts", { csv }))).toEqual(["+12127365099"]);
  });
});
