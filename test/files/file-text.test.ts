import { describe, expect, it } from "vitest";
import { textOfFile } from "../../src/files/file-text.ts";

/** The bytes of each character in an encoding of one or two bytes, as its decoder reads them. */
function bytesOf(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding);
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
      `"The file is not in UTF-8 and was read as Windows-1252: "Zoë", "“œuvre", "”", "it’s", "€". If these words are wrong, name another encoding behind the file's name, such as "#Windows-1250", or save it as UTF-8."`,
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

  it("or those of MS-DOS", async () => {
    const { text, note } = await textOfFile(Buffer.from("Name;Ort\r\nM\x81ller;K\x94ln\r\nH\x82l\x8ane;Besan\x87on\r\n", "latin1"));
    expect(text).toBe("Name;Ort\r\nMüller;Köln\r\nHélène;Besançon\r\n");
    expect(note).toContain("read as IBM850");
  });

  it("may be named, and the note names the next likely encoding", async () => {
    const bytes = bytesOf("氏名,会社\n山田太郎,東京電力\n", "euc-jp");
    expect((await textOfFile(bytes)).note).toMatch(
      /read as GB18030: .*, name another encoding behind the file's name, such as "#EUC-JP", or save it as UTF-8\.$/,
    );
    for (const name of ["EUC-JP", "euc_jp"]) expect(await textOfFile(bytes, name)).toEqual({ text: "氏名,会社\n山田太郎,東京電力\n" });
    expect(await textOfFile(Buffer.from("Zoë"), "UTF-8")).toEqual({ text: "Zoë" });
    expect(await textOfFile(Uint8Array.of(0xe9), "latin1")).toEqual({ text: "é" });
    expect(await textOfFile(Uint8Array.of(0xe9), "cp1252")).toEqual({ text: "é" });
    await expect(textOfFile(bytes, "Shift_JIS")).rejects.toThrow("It is not in Shift_JIS. Accepted: the name of the file alone");
    await expect(textOfFile(bytes, "Klingon")).rejects.toThrow(/no encoding is called so\. Accepted: Windows-1252, /);
  });

  it("or it is refused as no text", async () => {
    await expect(textOfFile(Buffer.from("Name\0,Email\n"))).rejects.toThrow("It is not text");
  });
});
