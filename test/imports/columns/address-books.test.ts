import { describe, expect, it } from "vitest";
import { meant } from "./support.ts";

/** What the columns of each line below mean, and a value of each. */
const COLUMNS: readonly (readonly [meaning: string, value: string])[] = [
  ["$name firstName", "Eva"],
  ["$name lastName", "Lenz"],
  ["$account", "Acme"],
  ["$title", "CFO"],
  ["$address street", "Weg 1"],
  ["$address street2", "Haus B"],
  ["$address city", "Ulm"],
  ["$address state", "BW"],
  ["$address postalCode", "89073"],
  ["$address country", "DE"],
  ["$address street, choice 2", "Heim 2"],
  ["$address city, choice 2", "Bonn"],
  ["$address state, choice 2", "NW"],
  ["$address postalCode, choice 2", "53111"],
  ["$address country, choice 2", "DE"],
  ["$address street, choice 3", "Rue 3"],
  ["$address city, choice 3", "Paris"],
  ["$phone", "+49 731 200301"],
  ["$phone, choice 2", "+49 731 200302"],
  ["mobile", "+49 171 2003034"],
  ["$phone, choice 3", "+49 731 200304"],
  ["$phone", "+49 731 200305"],
  ["$phone, choice 3", "+49 731 200306"],
  ["$email", "eva@lenz.example"],
  ["$email, choice 2", "e2@lenz.example"],
  ["website", "https://lenz.example"],
  ["notes", "met in Ulm"],
  // Of others, of nobody, and of the program.
  ["", "+49 731 200307"],
  ["", "Al Assistent"],
  ["", "Bo Boss"],
  ["", "Cy Lenz"],
  ["", "Kim, Lee"],
  ["", "+49 731 200308"],
  ["", "+49 731 200309"],
  ["", "Eva Lenz (eva@lenz.example)"],
];

describe("an address book of Outlook", () => {
  it.each([
    [
      "Dutch",
      "Voornaam|Achternaam|Bedrijf|Functie|Werkadres, straat|Werkadres 2, straat|Werkadres, plaats|Werkadres, provincie|Werkadres, postcode|Land/regio (werk)|Huisadres, straat|Huisadres, plaats|Huisadres, provincie|Huisadres, postcode|Land/regio (thuis)|Ander adres, straat|Ander adres, plaats|Telefoon op werk|Telefoon thuis|Mobiele telefoon|Andere telefoon|Hoofdtelefoon|Autotelefoon|E-mailadres|E-mailadres 2|Webpagina|Notities|Telefoon assistent|Naam assistent|Naam manager|Partner|Kinderen|Fax op werk|Hoofdtelefoon bedrijf|Weergavenaam voor e-mail",
    ],
    [
      "Polish",
      "Imię|Nazwisko|Firma|Stanowisko|Adres służbowy - ulica|Adres służbowy - ulica 2|Adres służbowy - miejscowość|Adres służbowy - województwo|Adres służbowy - kod pocztowy|Adres służbowy - kraj/region|Adres domowy - ulica|Adres domowy - miejscowość|Adres domowy - województwo|Adres domowy - kod pocztowy|Adres domowy - kraj/region|Inny adres - ulica|Inny adres - miejscowość|Telefon służbowy|Telefon domowy|Telefon komórkowy|Inny telefon|Telefon podstawowy|Telefon w samochodzie|Adres e-mail|Adres e-mail 2|Strona sieci Web|Notatki|Telefon asystenta|Imię i nazwisko asystenta|Menedżer|Współmałżonek|Dzieci|Faks służbowy|Główny telefon do firmy|Wyświetlana nazwa e-mail",
    ],
    [
      "Italian",
      "Nome|Cognome|Società|Posizione|Via (uff.)|Via (uff.) 2|Città (uff.)|Provincia (uff.)|CAP (uff.)|Paese/area geografica (uff.)|Via (ab.)|Città (ab.)|Provincia (ab.)|CAP (ab.)|Paese/area geografica (ab.)|Altra via|Altra città|Ufficio|Abitazione|Cellulare|Altro telefono|Telefono principale|Telefono auto|Indirizzo posta elettronica|Indirizzo posta elettronica 2|Pagina Web|Notes|Telefono assistente|Nome assistente|Nome manager|Nome coniuge/partner|Figli|Fax (uff.)|Telefono principale società|Nome visualizzato posta elettronica",
    ],
    [
      "Japanese",
      "名|姓|会社名|役職|番地 (会社)|住所 2 (会社)|市町村 (会社)|都道府県 (会社)|郵便番号 (会社)|国 (会社)/地域|番地 (自宅)|市町村 (自宅)|都道府県 (自宅)|郵便番号 (自宅)|国 (自宅)/地域|番地 (その他)|市町村 (その他)|会社電話|自宅電話|携帯電話|その他の電話|通常の電話|自動車電話|電子メール アドレス|電子メール 2 アドレス|Web ページ|メモ|秘書の電話|秘書の氏名|マネージャー|配偶者|子供|会社 FAX|会社代表電話|電子メール表示名",
    ],
    [
      "French",
      "Prénom|Nom|Société|Titre|Rue (bureau)|Rue (bureau) 2|Ville (bureau)|Dép/Région (bureau)|Code postal (bureau)|Pays/Région (bureau)|Rue (domicile)|Ville (domicile)|Dép/Région (domicile)|Code postal (domicile)|Pays/Région (domicile)|Rue (autre)|Ville (autre)|Téléphone (bureau)|Téléphone (domicile)|Tél. mobile|Téléphone (autre)|Téléphone principal|Téléphone (voiture)|Adresse de messagerie|Adresse de messagerie 2|Page Web|Notes|Téléphone de l'assistant(e)|Nom de l'assistant(e)|Responsable|Conjoint(e)|Enfants|Télécopie (bureau)|Téléphone société|Nom complet de l'adresse de messagerie",
    ],
    [
      "Spanish",
      "Nombre|Apellidos|Organización|Puesto|Calle del trabajo|Calle del trabajo 2|Ciudad de trabajo|Provincia o estado de trabajo|Código postal del trabajo|País o región del trabajo|Calle particular|Ciudad particular|Provincia o estado particular|Código postal particular|País o región del domicilio|Otra calle|Otra ciudad|Teléfono del trabajo|Particular|Teléfono móvil|Otro teléfono|Teléfono principal|Teléfono del automóvil|Dirección de correo electrónico|Dirección de correo electrónico 2|Página Web|Notas|Teléfono del ayudante|Nombre del ayudante|Nombre del director|Cónyuge|Hijos|Fax del trabajo|Número de centralita de la organización|Nombre de pantalla de correo electrónico",
    ],
    [
      "Portuguese of Brazil",
      "Primeiro nome|Sobrenome|Empresa|Cargo|Business Street|Rua do endereço comercial 2|Business City|Business State|Business Postal Code|País/Região da Empresa|Endereço residencial|Cidade do endereço residencial|Estado|CEP do endereço residencial|País/Região de Residência|Outro endereço|Cidade|Telefone comercial|Telefone residencial|Telefone celular|Outro telefone|Telefone principal|Telefone do carro|E-mail Address|Endereço de email 2|Página da Web|Anotações|Telefone do assistente|Nome do assistente|Nome do gerenciador|Spouse|Filhos|Fax comercial|Telefone principal da empresa|Nome para exibição do email",
    ],
    [
      "Portuguese",
      "Primeiro nome|Apelido|Empresa|Cargo|Rua da empresa|Rua da empresa 2|Localidade da empresa|Distrito da empresa|Código postal da empresa|País/Região da Empresa|Rua da residência|Localidade da residência|Distrito da residência|Código postal da residência|País da Residência/Região|Rua do outro endereço|Localidade do outro endereço|Telefone da empresa|Telefone da residência|Telemóvel|Outro telefone|Telefone principal|Telefone do carro|Endereço de correio electrónico|Endereço do correio electrónico 2|Página na Web|Notas|Telefone do assistente|Nome do assistente|Nome do gestor|Cônjuge|Filhos|Fax da empresa|Telefone principal da empresa|Nome a apresentar para o correio electrónico",
    ],
    [
      "Swedish",
      "Förnamn|Efternamn|Företag|Befattning|Gatuadress, arbete|Gatuadress 2, arbete|Ort, arbete|Region, arbete|Postadress, arbete|Land, arbete|Gatuadress, hem|Hemort|Region, hem|Postnr, hem|Land, hem|Annan gata|Annan ort|Arbete|Hem|Mobiltelefon|Telefon, annan|Telefon 1|Biltelefon|E-postadress|E-postadress 2|Webbsida|Anteckningar|Telefon, assistent|Namn, assistent|Namn, chef|Make maka|Barn|Fax arbete|Företag, växel|E-postnamn",
    ],
    [
      "Danish",
      "Fornavn|Efternavn|Firma|Stilling|Gade (arbejde)|Gade 2 (firma)|By (arbejde)|Område (arbejde)|Postnummer (arbejde)|Land/område (arbejde)|Gade (privat)|By (privat)|Område (privat)|Postnummer (privat)|Land/område (privat)|Anden gade|Anden by|Telefon (arbejde)|Telefon (privat)|Mobiltelefon|Anden telefon|Primær telefon|Biltelefon|E-mail-adresse|E-mail 2-adresse|webside|Notater|Assistentens telefon|Assistentens navn|Navn på overordnet|Ægtefælle|Børn|Fax (arbejde)|Primær telefon (firma)|E-mail-vist navn",
    ],
    [
      "Norwegian",
      "Fornavn|Etternavn|Firma|Stilling|Adresse, arb.: Gate/vei|Adresse 2, arb.: Gate/vei|Adresse, arb.: Poststed|Adresse, arb.: Område|Adresse, arb.: Postnummer|Firmaland/område|Adresse, priv.: Gate/vei|Adresse, priv.: Poststed|Adresse, priv.: Område|Adresse, priv.: Postnummer|Hjemland/område|Annen adresse: Gate/vei|Annen adresse: Poststed|Telefon, arb.|Telefon, priv.|Mobiltelefon|Annen telefon|Hovedtelefon|Biltelefon|E-postadresse|E-postadresse 2|Webside|Notater|Assistentens telefonnummer|Assistentens navn|Overordnedes navn|Ektefelle|Barn|Telefaks, arb.|Hovedtelefon for firma|Visningsnavn for e-post",
    ],
    [
      "Czech",
      "Jméno|Příjmení|Společnost|Funkce|Ulice (zam.)|Ulice 2 (zam.)|Město (zam.)|Země (zam.)|PSČ (zam.)|Země (zaměstnání)|Ulice (dom.)|Město (dom.)|Země (dom.)|PSČ (dom.)|Země (domů)|Jiná ulice|Jiné město|Telefon (zam.)|Telefon domů|Mobilní telefon|Jiný telefon|Primární telefon|Telefon do auta|E-mailová adresa|E-mailová adresa 2|Webová stránka|Poznámky|Telefon asistenta|Jméno asistenta|Jméno správce|Manžel/manželka|Děti|Fax (zam.)|Telefon společnosti|Zobrazované jméno e-mailu",
    ],
    [
      "Chinese",
      "名|姓|单位|职务|商务地址 街道|商务地址 街道 2|商务地址 市/县|商务地址 省/市/自治区|商务地址 邮政编码|商务地址 国家/地区|住宅地址 街道|住宅地址 市/县|住宅地址 省/市/自治区|住宅地址 邮政编码|住宅地址 国家/地区|其他地址 街道|其他地址 市/县|商务电话|住宅电话|移动电话|其他电话|主要电话|车载电话|电子邮件地址|电子邮件 2 地址|网页|附注|助理的电话|助理的姓名|经理姓名|配偶|子女|商务传真|单位主要电话|电子邮件显示名称",
    ],
    [
      "Chinese of Taiwan",
      "名字|姓氏|公司|職稱|商務 - 街|商務 - 街 2|商務 - 市/鎮|商務 - 縣市|商務 - 郵遞區號|商務 - 國家/地區|住家 - 街|住家 - 市/鎮|住家 - 縣/市|住家 - 郵遞區號|住家 - 國家/地區|其他 - 街|其他 - 市/鎮|商務電話|住家電話|行動電話|其他電話|代表電話|汽車電話|電子郵件地址|電子郵件 2 地址|網頁|記事|助理電話|助理|主管名稱|配偶|子女|商務傳真|公司代表線|電子郵件顯示名稱",
    ],
    [
      "Slovak",
      "Krstné meno|Priezvisko|Spoločnosť|Funkcia|Ulica (práca)|Ulica (práca) 2|Mesto (práca)|Okres (práca)|PSČ (práca)|Krajina/oblasť (práca)|Ulica (domov)|Mesto (domov)|Okres (domov)|PSČ (domov)|Krajina/oblasť (domov)|Iná ulica|Iné mesto|Telefón do práce|Telefón domov|Mobilný telefón|Iný telefón|Primárny telefón|Autotelefón|E-mailová adresa|E-mailová adresa 2|Webová stránka|Poznámky|Telefón asistenta|Meno asistenta|Meno manažéra|Manžel(ka)|Deti|Fax do práce|Telefón spoločnosti|Zobrazované meno e-mailu",
    ],
    [
      "German",
      "Vorname|Nachname|Firma|Position|Straße geschäftlich|Straße geschäftlich 2|Ort geschäftlich|Region geschäftlich|Postleitzahl geschäftlich|Land/Region geschäftlich|Straße privat|Ort privat|Bundesland/Kanton privat|Postleitzahl privat|Land/Region privat|Weitere Straße|Weiterer Ort|Telefon geschäftlich|Telefon privat|Mobiltelefon|Weiteres Telefon|Haupttelefon|Autotelefon|E-Mail-Adresse|E-Mail 2: Adresse|Webseite|Notizen|Telefon Assistent|Name Assistent|Name des/der Vorgesetzten|Partner|Kinder|Fax geschäftlich|Telefon Firma|E-Mail: Angezeigter Name",
    ],
  ])("in %s gives each value to its own field, and those of others to none", async (_, header) => {
    const names = header.split("|");
    const { columns, rows } = await meant(`${header.replaceAll("|", "\t")}\n${COLUMNS.map(([, value]) => value).join("\t")}`);
    const own = COLUMNS.flatMap(([meaning], at) => (meaning === "" ? [] : [[names[at], meaning] as const]));
    expect(columns).toMatchObject(Object.fromEntries(own));
    const others = COLUMNS.flatMap(([meaning], at) => (meaning === "" ? [columns[names[at] ?? ""]] : []));
    expect(others.filter((other) => !/^(?:-|belongs to ".*")$/.test(other ?? ""))).toEqual([]);
    expect(rows[0]?.fields.name).toEqual({ firstName: "Eva", lastName: "Lenz" });
  });
});

describe("an address without words for its kind", () => {
  it.each([
    [
      "comes after one for work",
      "Adres|Woonplaats|Postcode|Werkadres|Werkland",
      ["$address street, choice 2", "$address city, choice 2", "$address postalCode, choice 2", "$address street", "$address country"],
    ],
    [
      "belongs to the street before it",
      "Adresse privée|Ville|Adresse professionnelle|Ville|Code postal",
      ["$address street, choice 2", "$address city, choice 2", "$address street", "$address city", "$address postalCode"],
    ],
    [
      "is one with a region between its parts",
      "Calle|Ciudad|Estado|País",
      ["$address street", "$address city", "$address state", "$address country"],
    ],
  ])("%s", async (_, header, meanings) => {
    const values: Record<string, string> = { Postcode: "1011", "Code postal": "45000", Werkland: "NL", País: "ES" };
    const { columns } = await meant(
      `${header}|E-mail\n${header
        .split("|")
        .map((name) => values[name] ?? "Weg")
        .join("|")}|eva@lenz.example`,
    );
    expect(Object.values(columns).slice(0, meanings.length)).toEqual(meanings);
  });

  it("is not that of a company of which only the city is known", async () => {
    const { rows } = await meant("Name;Home street;Home city;Company city;Company country\nEva Lenz;Heim 2;Bonn;Berlin;DE");
    expect(rows[0]?.fields.address).toEqual({ street: "Heim 2", city: "Bonn" });
  });

  it("is none without such parts: a region or state may be one of sales, or that of a lead", async () => {
    const { columns } = await meant("Nombre;Estado;Correo\nEva;Activo;eva@lenz.example");
    expect(columns.Estado).toBe("-");
  });
});

it("a column that is called by a kind alone holds phone numbers only if they are written as such", async () => {
  expect((await meant("Name;Work\nEva Lenz;+49 731 200301")).columns.Work).toBe("$phone");
  for (const value of ["100200300", "Engineer", "2026-01-02"]) expect((await meant(`Name;Work\nEva Lenz;${value}`)).columns.Work).toBe("-");
});

it("words that are written together are taken apart", async () => {
  const { columns } = await meant("Name;Hemort;Huisadres;携帯電話番号;Hometown\nEva Lenz;Ulm;Weg 1;+49 171 2003034;Bonn");
  expect(columns).toMatchObject({ Hemort: "$address city, choice 2", Huisadres: "$address street, choice 2", 携帯電話番号: "mobile", Hometown: "-" });
});

it("a column of countries holds countries", async () => {
  expect((await meant("Name;Land\nEva Lenz;Bayern")).columns.Land).not.toContain("country");
  expect((await meant("Name;Land\nEva Lenz;Schweiz")).columns.Land).toBe("$address country");
});

it("a number of the company is that for work only beside one at home", async () => {
  const columns = async (header: string) => (await meant(`Nome;${header}\nEva Lenz;+49 731 200301;+49 731 200302`)).columns;
  expect((await columns("Telefone da empresa;Telefone da residência"))["Telefone da empresa"]).toBe("$phone");
  expect((await columns("Telefone da empresa;Telefone comercial"))["Telefone da empresa"]).toBe("-");
});
