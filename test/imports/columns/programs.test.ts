import { describe, expect, it } from "vitest";
import names from "../../../src/imports/columns/names.json" with { type: "json" };
import programs from "../../../src/imports/columns/programs.json" with { type: "json" };
import { meant } from "./support.ts";

describe("a table of", () => {
  it("Google Contacts gives e-mails, phones by their labels, the organization and the address", async () => {
    const { program, columns, rows } = await meant(
      [
        "First Name,Middle Name,Last Name,File As,Organization Name,Organization Title,Birthday,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Phone 3 - Label,Phone 3 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Website 1 - Label,Website 1 - Value",
        'Lene,Marie,Krog,,Acme,Head of Ops,,* myContacts,Home,lene@krog.example,* Work,lk@acme.example,Work,+45 33 67 81 10,Work Fax,+45 33 67 81 11,Mobile,+45 20 12 34 56,Work,"Havnegade 4\nAarhus",Havnegade 4,Aarhus,LinkedIn,https://dk.linkedin.com/in/lene-krog',
      ].join("\n"),
    );
    expect(program).toBe("Google Contacts");
    expect(columns).toMatchObject({
      "First Name": "$name firstName",
      "Last Name": "$name lastName",
      "Organization Title": "$title",
      "Address 1 - Formatted": "$address, choice 2",
      "Website 1 - Value": "$linkedIn",
      "Middle Name": "-",
    });
    expect(rows).toEqual([
      {
        fields: {
          name: { firstName: "Lene", lastName: "Krog" },
          title: "Head of Ops",
          email: ["lk@acme.example", "lene@krog.example"],
          phone: "+45 33 67 81 10",
          mobile: "+45 20 12 34 56",
          address: { street: "Havnegade 4", city: "Aarhus" },
          linkedIn: "https://dk.linkedin.com/in/lene-krog",
        },
        relationships: { account: "Acme" },
      },
    ]);
  });

  it("Google Contacts in the old format takes the whole name where there are no parts, and the second organization after the first", async () => {
    const { program, rows } = await meant(
      [
        "Name,Given Name,Family Name,Organization 1 - Name,Organization 1 - Title,Organization 2 - Name,Organization 2 - Title,E-mail 1 - Type,E-mail 1 - Value",
        "Per Dahl,Per,Dahl,Acme,Buyer,Initech,Advisor,* Work,per@dahl.example ::: p.dahl@dahl.example",
        "Rut Ek,,,,,Initech,Advisor,Home,rut@ek.example",
      ].join("\n"),
    );
    expect(program).toBe("Google Contacts");
    expect(rows).toMatchObject([
      { fields: { name: { firstName: "Per", lastName: "Dahl" }, title: "Buyer" }, relationships: { account: "Acme" } },
      { fields: { name: "Rut Ek", title: "Advisor", email: "rut@ek.example" }, relationships: { account: "Initech" } },
    ]);
  });

  it("Outlook has forms of address in Title, and the home address where there is no other", async () => {
    const { program, columns, rows } = await meant(
      [
        "Title,First Name,Last Name,Company,Job Title,Business Street,Business Street 2,Business City,Home Street,Home City,Business Fax,Business Phone,Mobile Phone,E-mail Address,E-mail 2 Address,E-mail Display Name,Account",
        "Ms.,Ida,Berg,Acme,CFO,Dock 1,Unit 4,Oslo,Home 9,Moss,+47 22 12 34 00,+47 22 12 34 56,+47 90 12 34 56,ida@berg.example,ida2@berg.example,Ida Berg,x",
        "Mr.,Ole,Lie,,,,,,Home 7,Moss,,,,ole@lie.example,,,",
      ].join("\n"),
    );
    expect(program).toBe("Outlook");
    expect(columns).toMatchObject({
      Title: "only tells people apart",
      "Business Fax": "-",
      Account: "-",
      "Job Title": "$title",
      "Home City": "$address city, choice 2",
    });
    expect(rows).toMatchObject([
      {
        fields: {
          title: "CFO",
          address: { street: "Dock 1", street2: "Unit 4", city: "Oslo" },
          phone: "+47 22 12 34 56",
          mobile: "+47 90 12 34 56",
          email: ["ida@berg.example", "ida2@berg.example"],
        },
      },
      { fields: { address: { street: "Home 7", city: "Moss" }, email: "ole@lie.example" } },
    ]);
  });

  it.each([
    [
      "Outlook",
      "Anrede;Vorname;Nachname;Firma;Position;Straße geschäftlich;Ort geschäftlich;Land/Region geschäftlich;Telefon geschäftlich;Mobiltelefon;E-Mail-Adresse;E-Mail 2: Adresse;Notizen\nFrau;Eva;Lenz;Acme;Leiterin;Weg 1;Ulm;DE;0731 1;0171 200300;eva@lenz.example;e2@lenz.example;x",
    ],
    [
      "Outlook",
      "Titre;Prénom;Nom;Société;Titre;Rue (bureau);Ville (bureau);Pays/Région (bureau);Téléphone (bureau);Tél. mobile;Adresse de messagerie;Adresse de messagerie 2;Notes\nMme;Eva;Lenz;Acme;Leiterin;Weg 1;Ulm;DE;0731 1;0171 200300;eva@lenz.example;e2@lenz.example;x",
    ],
    [
      "Outlook",
      "Title;Nombre;Apellidos;Organización;Puesto;Calle del trabajo;Ciudad de trabajo;País o región del trabajo;Teléfono del trabajo;Mobile Phone;E-mail Address;Dirección de correo electrónico 2;Notes\nSra.;Eva;Lenz;Acme;Leiterin;Weg 1;Ulm;DE;0731 1;0171 200300;eva@lenz.example;e2@lenz.example;x",
    ],
  ])("%s gives the same as the others", async (name, text) => {
    const { program, rows } = await meant(text);
    expect(program).toBe(name);
    expect(rows).toEqual([
      {
        fields: {
          name: { firstName: "Eva", lastName: "Lenz" },
          title: "Leiterin",
          address: { street: "Weg 1", city: "Ulm", country: "DE" },
          phone: "0731 1",
          mobile: "0171 200300",
          email: ["eva@lenz.example", "e2@lenz.example"],
          notes: "x",
        },
        relationships: { account: "Acme" },
      },
    ]);
  });

  it.each([
    [
      "Thunderbird",
      "First Name,Last Name,Display Name,Primary Email,Secondary Email,Work Phone,Fax Number,Mobile Number,Work Address,Work City,Home City,Job Title,Organization,Web Page 1,Notes\nEva,Lenz,Mutti,eva@lenz.example,e2@lenz.example,0731 1,0731 9,0171 2,Weg 1,Ulm,Bonn,Leiterin,Acme,https://lenz.example,x",
    ],
  ])("%s gives names by their parts, whatever the display name is", async (name, text) => {
    const { program, rows } = await meant(text);
    expect(program).toBe(name);
    expect(rows).toMatchObject([
      {
        fields: {
          name: { firstName: "Eva", lastName: "Lenz" },
          email: ["eva@lenz.example", "e2@lenz.example"],
          phone: "0731 1",
          mobile: "0171 2",
          address: { street: "Weg 1", city: "Ulm" },
          website: "https://lenz.example",
          title: "Leiterin",
        },
      },
    ]);
  });

  it.each([
    [
      "LinkedIn Connections",
      "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nEva,Lenz,https://www.linkedin.com/in/eva-lenz,eva@lenz.example,Acme,Leiterin,03 Jan 2026",
    ],
    [
      "HubSpot",
      "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Job Title,Associated Company,Company Name,LinkedIn URL\n301,Eva,Lenz,eva@lenz.example,+49 731 1,Jo,New,Leiterin,Acme,Acme GmbH,https://www.linkedin.com/in/eva-lenz",
    ],
    [
      "Salesforce",
      "Id,LastName,FirstName,Name,AccountId,Account.Name,Title,Email,Phone,OwnerId,LastModifiedDate\n0035g000,Lenz,Eva,Eva Lenz,0015g000,Acme,Leiterin,eva@lenz.example,+49 731 1,0055g000,2026-01-01",
    ],
    [
      "Zoho CRM",
      "Record Id,Contact Owner.id,Contact Owner,First Name,Last Name,Account Name,Email,Phone,Title,Created Time,Mailing Zip,Tag\nzcrm_301,zcrm_1,Jo,Eva,Lenz,Acme,eva@lenz.example,+49 731 1,Leiterin,2026-01-01,89073,Hot",
    ],
    [
      "Zoho CRM",
      "Record Id,Lead Owner.id,Lead Owner,Company,First Name,Last Name,Lead Name,Designation,Email,Phone,Lead Status,Created Time,Description\nzcrm_302,zcrm_1,Jo,Acme,Eva,Lenz,Eva Lenz,Leiterin,eva@lenz.example,+49 731 1,Contacted,2026-01-01,Asked",
    ],
    [
      "Dynamics 365",
      "(Do Not Modify) Contact,(Do Not Modify) Row Checksum,First Name,Last Name,Email,Company Name,Business Phone,Status\n3b1c0a52-5f0a,q9Zk,Eva,Lenz,eva@lenz.example,Acme,+49 731 1,Active",
    ],
    [
      "Close",
      "id,lead_id,lead_name,first_name,last_name,title,primary_email,primary_phone,all_emails,urls,lead_url\ncont_1,lead_1,Acme,Eva,Lenz,Leiterin,eva@lenz.example,+49 731 1,eva@lenz.example,https://lenz.example,https://app.close.com/lead/lead_1",
    ],
    [
      "DATEV",
      "Konto;Name (Adressattyp Unternehmen);Name (Adressattyp natürl. Person);Vorname (Adressattyp natürl. Person);Straße;Telefon;E-Mail\n10001;Acme;Lenz;Eva;Weg 1;+49 731 1;eva@lenz.example",
    ],
    [
      "Pipedrive",
      "Person - ID,Person - Name,Person - First name,Person - Last name,Person - Email - Work,Person - Phone - Work,Person - Job title,Person - Organization,Person - Owner,Person - Labels\n301,Eva Lenz,Eva,Lenz,eva@lenz.example,+49 731 1,Leiterin,Acme,Jo,Hot",
    ],
    [
      "Attio",
      "Record ID,Name,Email addresses,Phone numbers,Job title,Company,Owner,Stage\n301,Eva Lenz,eva@lenz.example,+49 731 1,Leiterin,Acme,Jo,New",
    ],
    [
      "Mailchimp",
      "Email Address,First Name,Last Name,Address,Phone Number,Company,MEMBER_RATING,REGION,TAGS\neva@lenz.example,Eva,Lenz,Weg 1 Ulm,+49 731 1,Acme,4,BW,x",
    ],
  ])("%s is recognised, and its IDs are not ours", async (name, text) => {
    const { program, columns, rows } = await meant(text);
    expect(program).toBe(name);
    expect(Object.values(columns)).not.toContain("ID");
    expect(JSON.stringify(rows)).not.toMatch(/0015g000|zcrm_1"|"region"/);
    expect(rows).toMatchObject([
      { fields: { name: name === "Attio" ? "Eva Lenz" : { firstName: "Eva", lastName: "Lenz" } }, relationships: { account: "Acme" } },
    ]);
    expect(columns).toMatchSnapshot();
  });

  it("another program is not recognised by some of these names", async () => {
    expect((await meant("Name;Telefon privat;Telefon geschäftlich;E-Mail\nEva Lenz;+49 731 123456;;eva@lenz.example")).program).toBeUndefined();
    expect((await meant("First Name,Last Name,Email,Title\nEva,Lenz,eva@lenz.example,CFO")).program).toBeUndefined();
    expect((await meant("Copper ID,First Name,Last Name,Email,Owner Id\n9,Eva,Lenz,eva@lenz.example,12")).program).toBeUndefined();
  });

  it("a program has its own stages and regions: a field that is called so takes them only if it has them", async () => {
    const text = (stage: string) => `Record ID,Email,Contact owner,Lifecycle stage\n1,eva@lenz.example,Jo,${stage}`;
    expect((await meant(text("Customer"))).columns["Lifecycle stage"]).toBe("lifecycle-stage");
    expect((await meant(text("Subscriber of the blog"))).columns["Lifecycle stage"]).toBe("-");
  });
});

describe("the table of programs", () => {
  it("has only meanings that are known", () => {
    const meanings = new Set(
      programs.flatMap(({ columns }) => columns.flatMap((one) => Object.values(one).filter((meaning) => meaning !== undefined))),
    );
    expect([...meanings].filter((meaning) => meaning !== "foreignId" && !(meaning in names))).toEqual([]);
  });
});
