import { describe, expect, it } from "vitest";
import { windows1252 } from "../../src/files/encodings.ts";
import { textOfFile } from "../../src/files/file-text.ts";
import { expectLinear } from "../cpu-time.ts";

/** The bytes of each character in an encoding of one or two bytes, as its decoder reads them. */
function bytesOf(text: string, encoding: string): Uint8Array {
  const decoder = encoding === "windows-1252" ? { decode: windows1252 } : new TextDecoder(encoding);
  const bytes = new Map<string, number[]>();
  const put = (...code: number[]) => {
    const character = decoder.decode(Uint8Array.from(code));
    if ([...character].length === 1 && !bytes.has(character)) bytes.set(character, code);
  };
  for (let first = 0; first < 256; first += 1) put(first);
  for (let first = 0x81; first < 255; first += 1) for (let second = 0x40; second < 255; second += 1) put(first, second);
  return Uint8Array.from([...text].flatMap((letter) => bytes.get(letter) ?? [0x3f]));
}

describe("the characters of a file", () => {
  it("are UTF-8, with or without a byte order mark", async () => {
    expect(await textOfFile(Buffer.from("Zoë 愛"))).toEqual({ text: "Zoë 愛" });
    expect(await textOfFile(Buffer.from("\uFEFFZoë"))).toEqual({ text: "Zoë" });
  });

  it("or UTF-16, with or without one", async () => {
    const little = Buffer.from("\uFEFFName,愛\nZoë,x", "utf16le");
    for (const bytes of [little, little.subarray(2), Buffer.from(little).swap16(), Buffer.from(little).swap16().subarray(2)]) {
      expect(await textOfFile(bytes)).toEqual({ text: "Name,愛\nZoë,x" });
    }
    await expect(textOfFile(little.subarray(0, -1))).rejects.toThrow("Its characters cannot be read");
  });

  it("or UTF-8 but for some lines, which are named", async () => {
    const bytes = Buffer.concat([Buffer.from("Name\r\nJürgen Weiß\r\n"), Buffer.from("Renée\r\n", "latin1"), Buffer.from("Žofie\r\n")]);
    expect(await textOfFile(bytes)).toMatchInlineSnapshot(`
      {
        "note": "The file is in UTF-8, but line 3 is not and was read as Windows-1252: "Renée". Check the accented letters there.",
        "text": "Name
      Jürgen Weiß
      Renée
      Žofie
      ",
      }
    `);
    const two = Buffer.concat([bytes, Buffer.from("Ga\xebl\rNo\xebl\r", "latin1"), Buffer.from("Ørn\rÅse")]);
    expect((await textOfFile(two)).note).toContain("lines 3, 5 and 6 are not and were read");
  });

  it("or else Windows-1252, which is said with words to look at", async () => {
    const { text, note } = await textOfFile(Buffer.from("Zo\xeb, \x93\x9cuvre\x94, it\x92s 50 \x80", "latin1"));
    expect(text).toBe("Zoë, “œuvre”, it’s 50 €");
    expect(note).toMatchInlineSnapshot(
      `"The file is not in UTF-8 and was read as Windows-1252: "Zoë", "“œuvre”", "it’s", "€". If these words are wrong, name another encoding after the file's name, such as "#Windows-1250", or save it as UTF-8."`,
    );
  });

  it.each([
    ["windows-1252", "Vorname;Nachname;Ort\nJürgen;Weiß;Köln\nZoë;Müller;Zürich\n", "Windows-1252"],
    ["windows-1252", "Prénom;Nom\nHélène;Lefèvre\nFrançois;Gérard\n", "Windows-1252"],
    ["windows-1252", "Nombre;Ciudad\nMaría Peña;A Coruña\nJosé Núñez;León\n", "Windows-1252"],
    ["windows-1250", "Jméno;Příjmení;Město\nTomáš;Dvořák;Plzeň\nŽaneta;Kučerová;Děčín\n", "Windows-1250"],
    ["windows-1250", "Imię;Nazwisko;Miasto\nŁukasz;Wiśniewski;Łódź\nMałgorzata;Zając;Gdańsk\n", "Windows-1250"],
    ["windows-1251", "Имя;Фамилия;Город\nИван;Петров;Москва\nОльга;Смирнова;Казань\n", "Windows-1251"],
    ["windows-1253", "Όνομα;Πόλη\nΓιώργος Παπαδόπουλος;Θεσσαλονίκη\n", "Windows-1253"],
    ["macintosh", "Vorname;Nachname;Ort\nJörg;Grünfelder;Köln\nZoë;Müller;Zürich\n", "Mac OS Roman"],
    ["macintosh", "Prénom;Nom\nHélène;Lefèvre\n", "Mac OS Roman"],
  ])("or %s: %j", async (encoding, text, name) => {
    const read = await textOfFile(bytesOf(text, encoding));
    expect(read.text).toBe(text);
    expect(read.note).toContain(`read as ${name}`);
  });

  // A few words are all that a short file has.
  it.each([
    ["shift_jis", "氏名,会社\n山田太郎,東京電力\n", "Shift_JIS"],
    ["shift_jis", "Name,Company\n佐藤,トヨタ\n", "Shift_JIS"],
    ["shift_jis", "Name,Email\nTanaka,tanaka@x.example\n高橋一郎,taka@x.example\n", "Shift_JIS"],
    ["euc-jp", "Name,Company\n佐藤,トヨタ\n", "EUC-JP"],
    ["gb18030", "姓名,公司\n王小明,华为\n", "GB18030"],
    ["gb18030", "Name,Company\n陈静,百度\n", "GB18030"],
    ["gb18030", "姓名,电话,公司\n李娜,13800138000,阿里巴巴\n张伟,13900139000,腾讯\n", "GB18030"],
    ["big5", "姓名,公司\n王小明,台積電\n", "Big5"],
    ["big5", "Name,Company\n黃建國,華碩\n", "Big5"],
    ["euc-kr", "이름,회사\n김민수,삼성전자\n", "EUC-KR"],
    ["euc-kr", "Name,Company\n이영희,현대\n", "EUC-KR"],
    ["windows-1251", "Имя,Город\nИван,Москва\n", "Windows-1251"],
    ["windows-1251", "Name\nАнна\n", "Windows-1251"],
    ["koi8-r", "Имя,Город\nИван,Москва\n", "KOI8-R"],
    ["ibm866", "Имя,Город\nИван,Москва\n", "IBM866"],
    ["windows-1250", "Jméno,Město\nJiří,Plzeň\n", "Windows-1250"],
    ["windows-1250", "Imię,Miasto\nŁukasz,Łódź\n", "Windows-1250"],
    ["windows-1253", "Name\nΓιώργος\n", "Windows-1253"],
    ["windows-1254", "Ad,Şehir\nAyşe Yılmaz,İstanbul\n", "Windows-1254"],
    ["windows-1255", "שם,עיר\nדוד כהן,תל אביב\n", "Windows-1255"],
    ["windows-1256", "الاسم,المدينة\nمحمد علي,القاهرة\n", "Windows-1256"],
    ["windows-1257", "Vardas,Miestas\nŽydrūnas,Šiauliai\n", "Windows-1257"],
    ["windows-874", "ชื่อ,เมือง\nสมชาย,กรุงเทพ\n", "Windows-874"],
    ["macintosh", "Name,Ort\nMüller,Köln\n", "Mac OS Roman"],
    ["windows-1252", "Name\nZoë\n", "Windows-1252"],
    ["windows-1252", "Name,Ort\nSøren Ærø,Århus\nJosé Núñez,Málaga\n", "Windows-1252"],
    ["windows-1252", "Name,Note\nAnn,20°C at N°5\n", "Windows-1252"],
    ["windows-1252", "NAME,ORT\nMÜLLER,KÖLN\n", "Windows-1252"],
    ["windows-1252", "Name\nBjörk Guðmundsdóttir\n", "Windows-1252"],
  ])("of a short file in %s: %j", async (encoding, text, name) => {
    const read = await textOfFile(bytesOf(text, encoding));
    expect(read.text).toBe(text);
    expect(read.note).toContain(`read as ${name}: `);
  });

  // Excel writes "CSV" in Windows-1252. Most rows have signs only, and few have letters beyond a to z.
  const each = (every: number, some: string, others: string) => (row: number) => (row % every === 0 ? some : others);
  describe.each([3, 40, 400])("of %d rows in Windows-1252", (rows) => {
    it.each<[string, (row: number) => string]>([
      ["3º in Spanish", (row) => `José Peña,p${row}@x.example,"C/ Sol ${row}, 3º B, Madrid"`],
      ["n° in French", each(5, "Zoé Lefèvre,1 rue Neuve", "Ann Lee,n° 5")],
      ["2º in Portuguese", (row) => `João,Rua ${row} 2º Esq`],
      ["2º in Italian", (row) => `Rossi Nicolò,p${row}@x.example,"Via Roma, 2º piano"`],
      ["Acme® and few letters", each(8, "Müller,Acme", "Ann Lee,Acme®")],
      ["only 2º", (row) => `Ann Lee,p${row}@x.example,2º`],
      ["only 20°C", (row) => `Ann Lee,p${row}@x.example,20°C`],
      ["1ª and 2ª of several floors", (row) => `Núñez,${row}ª planta,${row}º A`],
      ["Acme™, ½ and 5 €", (row) => `Ann Lee,Acme™ ${row},½ day,${row} €,© Acme`],
    ])("with %s", async (_, line) => {
      const text = Array.from({ length: rows }, (_, row) => `${line(row)}\r\n`).join("");
      const read = await textOfFile(bytesOf(text, "windows-1252"));
      expect(read.text).toBe(text);
      expect(read.note).toContain("read as Windows-1252: ");
    });
  });

  // Many distinct names, of which single ones would fit another encoding.
  it.each([
    [
      "windows-1252",
      "Portuguese",
      "João São Simão Fundão Leitão Galvão Brandão Falcão Inês Mendonça Conceição Gonçalves Araújo Sá Júlia Mário Vitória",
    ],
    ["windows-1252", "Spanish", "Peña Núñez Muñoz Ibáñez Ordóñez Íñigo Begoña José María Ramón Sánchez Pérez Gómez Martínez Rodríguez Logroño Cañas"],
    ["windows-1252", "French", "Hélène Lefèvre François Gérard Benoît Zoé Noël Chloé Hervé Agnès Irène Jérôme Cécile Besançon Orléans Nîmes Crécy"],
    ["windows-1252", "Italian", "Nicolò Niccolò Forlì Cefalù Cantù Patanè Salomè Città Università Società Alfarè Dalò Calabrò Mosè Noè Giosuè"],
    ["windows-1252", "German", "Müller Köln Jörg Weiß Groß Schäfer Böhm Krüger Zürich Günther Käthe Strauß Häußler Vögele Lübeck Döring"],
    ["windows-1252", "Nordic", "Søren Ærø Århus Åse Jørgensen Sørensen Håkan Björn Sjögren Åkesson Lindström Østergård Mäkelä Virtasäri Nygård"],
    ["windows-1252", "European", "Müller Lefèvre Peña Søren João Nicolò Zoë Björn François Núñez Weiß Åse Conceição Hélène Jörg Guðmundur Ærø"],
    ["windows-1250", "Czech", "Jiří Dvořák Plzeň Kučera Kučerová Děčín Tomáš Žaneta Růžička Novák Procházka Veselý Marek Němec Čermák Beneš"],
    [
      "windows-1250",
      "Polish",
      "Łukasz Wiśniewski Łódź Małgorzata Zając Gdańsk Wójcik Kamiński Zieliński Woźniak Kraków Poznań Dąbrowski Król Wrocław",
    ],
    ["windows-1250", "Hungarian", "László Győr Szabó Kovács Erdős Petőfi Ágnes Fehér Molnár Horváth Tóth Őry Szűcs Gergő Jenő Rezső"],
    ["windows-1250", "Croatian", "Kovačević Babić Marić Jurić Novaković Šimić Žarko Đorđe Nikolić Petrović Jovanović Čedomir Perić"],
    ["windows-1254", "Turkish", "Ayşe Yılmaz İstanbul Şahin Yıldız Çelik Öztürk Aydın Doğan Kılıç Aslan Çağlar Işık Güneş Müge"],
    ["windows-1257", "Lithuanian", "Žydrūnas Šiauliai Jonušaitė Kazlauskaitė Petrauskienė Ąžuolas Česlovas Živilė Rūta Jūratė Panevėžys"],
    ["macintosh", "German", "Müller Köln Jörg Weiß Groß Schäfer Böhm Krüger Zürich Günther Käthe Strauß Häußler Vögele Lübeck Döring"],
    ["macintosh", "French", "Hélène Lefèvre François Gérard Benoît Zoé Noël Chloé Hervé Agnès Irène Jérôme Cécile Besançon Orléans Nîmes"],
  ])("of many names in %s: %s", async (encoding, _, names) => {
    const text = names
      .split(" ")
      .map((name, row) => `${name},p${row}@x.example,+49 30 ${row}\n`)
      .join("");
    expect((await textOfFile(bytesOf(text, encoding))).text).toBe(text);
  });

  it.each<[string, (length: number) => string]>([
    ["a long line", (length) => `${"word ".repeat(length / 5)}\n`],
    ["a long cell without a blank", (length) => `${"x".repeat(length)},Ann\n`],
    ["a long word with accents at its ends", (length) => `é${"x".repeat(length)}é\n`],
    ["many short lines", (length) => "x\n".repeat(length / 2)],
  ])("are read in linear time: %s", async (_, textOf) => {
    await expectLinear(async (length) => {
      const { note } = await textOfFile(Buffer.from(`Zoë\n${textOf(length)}`, "latin1"));
      expect(note).toContain("Zoë");
    }, 500_000);
  });

  it("or those of MS-DOS", async () => {
    const { text, note } = await textOfFile(Buffer.from("Name;Ort\r\nM\x81ller;K\x94ln\r\nH\x82l\x8ane;Besan\x87on\r\n", "latin1"));
    expect(text).toBe("Name;Ort\r\nMüller;Köln\r\nHélène;Besançon\r\n");
    expect(note).toContain("read as IBM850");
  });

  it("may be named, and the note names the next likely encoding", async () => {
    const bytes = bytesOf("氏名,会社\n山田太郎,東京電力\n", "euc-jp");
    expect((await textOfFile(bytes)).note).toMatch(
      /read as GB18030: .*, name another encoding after the file's name, such as "#EUC-JP", or save it as UTF-8\.$/,
    );
    for (const name of ["EUC-JP", "euc_jp"]) expect(await textOfFile(bytes, name)).toEqual({ text: "氏名,会社\n山田太郎,東京電力\n" });
    expect(await textOfFile(Buffer.from("Zoë"), "UTF-8")).toEqual({ text: "Zoë" });
    expect(await textOfFile(Uint8Array.of(0xe9), "latin1")).toEqual({ text: "é" });
    expect(await textOfFile(Uint8Array.of(0xe9), "cp1252")).toEqual({ text: "é" });
    await expect(textOfFile(bytes, "Shift_JIS")).rejects.toThrow("It is not in Shift_JIS. Accepted: the name of the file alone");
    await expect(textOfFile(bytes, "Klingon")).rejects.toThrow(/no encoding has this name\. Accepted: Windows-1252, /);
  });

  it("or it is refused as no text", async () => {
    await expect(textOfFile(Buffer.from("Name\0,Email\n"))).rejects.toThrow("It is neither text nor an Excel workbook (.xlsx)");
  });
});
