import { describe, expect, it } from "vitest";
import { meant } from "./support.ts";

/** A row by usual names, which mean the same in every language. */
const VALUES = [
  "Eva",
  "Lenz",
  "eva@lenz.example",
  "+49 731 123456",
  "+49 171 1234567",
  "CFO",
  "Acme",
  "Weg 1",
  "89073",
  "Ulm",
  "Germany",
  "met in Ulm",
];

const FIELDS = {
  name: { firstName: "Eva", lastName: "Lenz" },
  email: "eva@lenz.example",
  phone: "+49 731 123456",
  mobile: "+49 171 1234567",
  title: "CFO",
  address: { street: "Weg 1", postalCode: "89073", city: "Ulm", country: "Germany" },
  notes: "met in Ulm",
};

describe("usual names of columns are known", () => {
  it.each([
    ["English", "Given name;Surname;Mail;Telephone;Cell phone;Job position;Employer;Street address;Zip;Town;Country;Comments"],
    ["German", "Vorname;Nachname;E-Mail-Adresse;Telefon;Handy;Funktion;Firma;Straße;PLZ;Ort;Land;Bemerkungen"],
    ["German, as HubSpot writes it", "Vorname;Nachname;E-Mail;Telefonnummer;Handy;Jobtitel;Zugehöriges Unternehmen;Straße;PLZ;Ort;Land;Notizen"],
    ["Swiss", "Vorname;Name;Mail;Telefonnummer;Natel;Position;Unternehmen;Strasse / Hausnummer;Postleitzahl;Wohnort;Land;Notiz"],
    ["French", "Prénom;Nom;Courriel;Téléphone;Portable;Fonction;Société;Rue;Code postal;Ville;Pays;Remarques"],
    ["Spanish", "Nombre;Apellidos;Correo electrónico;Teléfono;Móvil;Cargo;Empresa;Calle;Código postal;Ciudad;País;Observaciones"],
    ["Italian", "Nome;Cognome;E-mail;Telefono;Cellulare;Ruolo;Azienda;Via;CAP;Città;Paese;Annotazioni"],
    ["Portuguese", "Nome;Sobrenome;E-mail;Telefone;Telemóvel;Cargo;Empresa;Rua;CEP;Cidade;País;Observações"],
    ["Dutch", "Voornaam;Achternaam;E-mailadres;Telefoonnummer;Mobiel;Functie;Bedrijf;Straat;Postcode;Woonplaats;Land;Opmerkingen"],
    [
      "as a database writes them",
      "first_name;last_name;email_address;phoneNumber;mobilePhone;jobTitle;company_name;street_1;zipCode;city;countryName;note",
    ],
    [
      "of an address book for orders",
      "First Name;Last Name;Email;Default Address Phone;SMS;Job Title;Default Address Company;Default Address Address1;Default Address Zip;Default Address City;Default Address Country;Note",
    ],
  ])("in %s", async (_, header) => {
    const { rows } = await meant(`${header}\n${VALUES.join(";")}`);
    expect(rows).toEqual([{ fields: FIELDS, relationships: { account: "Acme" } }]);
  });

  it("with the kind of the value beside them", async () => {
    const { columns } = await meant(
      [
        "Vorname;Rufnummer geschaeftlich;Rufnummer privat;Teléfono del trabajo;Téléphone (bureau);Telefono ufficio;Home City;Work City;E-Mail 2;Personal email;Person - Email;Primary phone",
        "Eva;+49 1234561;+49 1234562;+49 1234563;+49 1234564;+49 1234565;Bonn;Ulm;a@b.example;c@d.example;e@f.example;+49 1234567",
      ].join("\n"),
    );
    expect(columns).toEqual({
      Vorname: "$name firstName",
      "Rufnummer geschaeftlich": "$phone",
      "Rufnummer privat": "$phone, choice 2",
      "Teléfono del trabajo": "$phone",
      "Téléphone (bureau)": "$phone",
      "Telefono ufficio": "$phone",
      "Home City": "$address city, choice 2",
      "Work City": "$address city",
      "E-Mail 2": "$email, choice 2",
      "Personal email": "$email, choice 2",
      "Person - Email": "$email",
      "Primary phone": "$phone",
    });
  });

  it("and the number of a house goes into its street", async () => {
    const { rows } = await meant("Nachname;Straße;Hausnummer;PLZ\nLenz;Am Weg;12 b;89073");
    expect(rows).toMatchObject([{ fields: { address: { street: "Am Weg 12 b", postalCode: "89073" } } }]);
    const { rows: beside } = await meant("Nachname;Adresse;Hausnummer;PLZ\nLenz;Am Weg;12 b;89073");
    expect(beside).toEqual(rows);
  });

  it.each([
    ["Tussenvoegsel", "Voornaam;Achternaam;Tussenvoegsel\nPiet;Meulen;van der", { firstName: "Piet", lastName: "van der Meulen" }],
    ["Apellido materno", "Nombre;Apellido paterno;Apellido materno\nAna;García;Ruiz", { firstName: "Ana", lastName: "García Ruiz" }],
    ["Segundo apellido", "Nombre;Primer apellido;Segundo apellido\nAna;García;", { firstName: "Ana", lastName: "García" }],
  ])("and %s is a part of the family name", async (_, text, name) => {
    const { rows } = await meant(text);
    expect(rows[0]?.fields.name).toEqual(name);
  });

  it.each([
    ["Email (required)", "$email"],
    ["Customer e-mail", "$email"],
    ["Your email", "$email"],
    ["What is your job title?", "$title"],
    ["What company do you work for?", "$account"],
    ["Please enter your full name", "$name"],
    ["Phone number (with country code)", "$phone"],
    ["Contact phone", "$phone"],
    ["Telefon (mobil)", "mobile"],
    ["Telefon G", "$phone"],
    ["Telefon2", "$phone, choice 2"],
    ["Tél. fixe", "$phone"],
    ["Address (work) city", "$address city"],
    ["Primary contact", "$name"],
    ["Phone (cell)", "mobile"],
    ["Job title / Position", "$title"],
    ["PLZ/Postcode", "$address postalCode"],
    ["Vor- und Nachname", "$name"],
    ["Strasse Geschaeftlich", "$address street"],
  ])("%s is %s", async (column, found) => {
    const value =
      found === "$email"
        ? "eva@lenz.example"
        : found.includes("phone") || found === "mobile"
          ? "+49 171 1234567"
          : found.includes("postal")
            ? "89073"
            : "Eva Lenz";
    expect((await meant(`${column};x\n${value};y`)).columns[column]).toBe(found);
  });

  it("but none that belongs to somebody else", async () => {
    const { columns } = await meant(
      "Name;Assistant's phone;Manager name;Company phone;Spouse;Emergency contact;Company address\nEva Lenz;+49 731 1234;Jo Li;+49 731 5678;Al;+49 731 9999;Weg 1",
    );
    expect(columns).toEqual({
      Name: "$name",
      "Assistant's phone": "-",
      "Company address": "address?",
      "Manager name": "-",
      "Company phone": "phone?, unsettled phone",
      Spouse: "-",
      "Emergency contact": "phone?, unsettled phone",
    });
  });
});

describe("a column called Name", () => {
  it.each([
    ["the family name beside a German first name", "Name;Vorname\nLenz;Eva", { firstName: "Eva", lastName: "Lenz" }],
    ["the family name beside a Dutch first name", "Naam;Voornaam\nLenz;Eva", { firstName: "Eva", lastName: "Lenz" }],
    ["the family name beside a French first name", "Nom;Prénom\nLenz;Eva", { firstName: "Eva", lastName: "Lenz" }],
    ["the first name beside a family name", "Nombre;Apellidos\nEva;Lenz", { firstName: "Eva", lastName: "Lenz" }],
    ["the first name beside a surname", "Name;Surname\nEva;Lenz", { firstName: "Eva", lastName: "Lenz" }],
    ["the whole name, if it holds the first name", "Name;Vorname\nEva Lenz;Eva", { firstName: "Eva" }],
    ["the whole name, if it holds both parts", "Name;First name;Last name\nLenz, Eva;Eva;Lenz", { firstName: "Eva", lastName: "Lenz" }],
    ["the whole name without any part", "Nome;Telefono\nEva Lenz;+39 06 1234567", "Eva Lenz"],
  ])("is %s", async (_, text, name) => {
    const { rows } = await meant(text);
    expect(rows[0]?.fields.name).toEqual(name);
  });

  it("is that of a company, if another column names the person", async () => {
    const { columns, rows } = await meant("Name,Contact person,Email\nAcme Ltd,Eva Lenz,eva@lenz.example\nInitech,Jo Li,jo@li.example");
    expect(columns).toMatchObject({ Name: "account?", "Contact person": "$name" });
    expect(rows[0]?.fields.name).toBe("Eva Lenz");
  });

  it("fills rows in which the parts are blank", async () => {
    const { rows } = await meant("Full name;First name;Last name\nEva Lenz;Eva;Lenz\nJo Li;;");
    expect(rows.map(({ fields }) => fields.name)).toEqual([{ firstName: "Eva", lastName: "Lenz" }, "Jo Li"]);
  });

  it("is a problem if it contradicts the parts", async () => {
    await expect(meant("Name;First name;Last name\nAcme;Eva;Lenz\nInitech;Jo;Li")).rejects.toThrow("Several columns are mapped to it");
    // In half of the rows, the whole name holds the last name.
    await expect(meant("Name;Last name\nEva Lenz;Lenz\nJo Li;Li\nAl;Ek\nBo;Holm")).rejects.toThrow("Several columns are mapped to it");
    await expect(meant("Name;First name\nLenz;Eva\nLi;Jo")).rejects.toThrow("Several columns are mapped to it");
  });
});

describe("a column for the whole address", () => {
  it("is the street beside columns for the city or the postal code", async () => {
    const { rows } = await meant("Name;Address;ZIP;City\nEva Lenz;Weg 1;89073;Ulm");
    expect(rows).toMatchObject([{ fields: { address: { street: "Weg 1", postalCode: "89073", city: "Ulm" } } }]);
  });

  it("counts where the parts are blank, beside a column for the street", async () => {
    const { rows } = await meant("Name;Address;Street;City\nEva Lenz;Weg 1, Ulm;Weg 1;Ulm\nJo Li;Way 2, Bonn;;");
    expect(rows.map(({ fields }) => fields.address)).toEqual([{ street: "Weg 1", city: "Ulm" }, "Way 2, Bonn"]);
  });
});

describe("a column called Title", () => {
  it("is not the job if it holds forms of address", async () => {
    const { columns, rows } = await meant("Titel;Vorname;Nachname;Position\nDr.;Eva;Lenz;CFO\nFrau Prof.;Jo;Li;CEO");
    expect(columns).toMatchObject({ Titel: "only tells people apart", Position: "$title" });
    expect(rows[0]?.fields.title).toBe("CFO");
  });

  it.each([
    ["if there is a job below many forms of address", `Name;Title\n${"Eva Lenz;Dr.\n".repeat(25)}Jo Li;CFO`],
    ["in a table with our IDs", "ID;Title\ncon_0a1b2c3d4e5f6a7b8c9d0e1f;Dr."],
  ])("is the job %s", async (_where, text) => {
    expect((await meant(text)).columns.Title).toBe("$title");
  });

  it("is named, if there are two for the job", async () => {
    const { columns } = await meant("Name;Job title;Function;Position\nEva Lenz;CFO;Finance;Head");
    expect(columns).toMatchObject({ "Job title": "title?, unsettled title", Position: "title?, unsettled title" });
  });
});

it("a column of M alone tells Monsieur only if it is called so", async () => {
  expect((await meant("Size;Nom\nM;Lenz")).columns.Size).toBe("-");
  expect((await meant("Civilité;Nom\nM;Lenz")).columns.Civilité).toBe("only tells people apart");
});

describe("the same name twice", () => {
  it("feeds a list, or one text", async () => {
    const { columns, rows } = await meant(
      'Name;Telefon;Telefon;Notizen;Notizen;E-Mail;E-Mail\nEva Lenz;+49 731 1;+49 731 2;a;b;a@b.example;"c@d.example, e@f.example"',
    );
    expect(columns).toMatchObject({ Telefon: "$phone", "Telefon (2)": "$phone", "Notizen (2)": "notes", "E-Mail (2)": "$email" });
    expect(rows).toMatchObject([{ fields: { phone: ["+49 731 1", "+49 731 2"], notes: "a\nb" } }]);
  });
});
