import { describe, expect, it } from "vitest";
import { textOfFile } from "../../src/files/file-text.ts";

const bytesOf = (text: string, encoding: string): Uint8Array => {
  const decoder = new TextDecoder(encoding);
  const byte = new Map(Array.from({ length: 256 }, (_, at) => [decoder.decode(Uint8Array.of(at)), at] as const));
  return Uint8Array.from([...text], (letter) => byte.get(letter) ?? 0x3f);
};

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
    const { text, note } = await textOfFile(Buffer.from([0x5a, 0x6f, 0xeb, 0x20, 0x80, 0x9c, 0x9f, 0x92]));
    expect(text).toBe("Zoë €œŸ’");
    expect(note).toMatchInlineSnapshot(
      `"The file is not in UTF-8 and was read as Windows-1252: "Zoë", "€œŸ’". If these words are wrong, save the file as UTF-8 first."`,
    );
  });

  it.each([
    ["windows-1252", "Vorname;Nachname;Ort\nJürgen;Weiß;Köln\nZoë;Müller;Zürich\n", "Windows-1252"],
    ["windows-1252", "Prénom;Nom\nHélène;Lefèvre\nFrançois;Gérard\n", "Windows-1252"],
    ["windows-1252", "Nombre;Ciudad\nMaría Peña;A Coruña\nJosé Núñez;León\n", "Windows-1252"],
    ["windows-1250", "Jméno;Příjmení;Město\nTomáš;Dvořák;Plzeň\nŽaneta;Kučerová;Děčín\n", "windows-1250"],
    ["windows-1250", "Imię;Nazwisko;Miasto\nŁukasz;Wiśniewski;Łódź\nMałgorzata;Zając;Gdańsk\n", "windows-1250"],
    ["windows-1251", "Имя;Фамилия;Город\nИван;Петров;Москва\nОльга;Смирнова;Казань\n", "windows-1251"],
    ["windows-1253", "Όνομα;Πόλη\nΓιώργος Παπαδόπουλος;Θεσσαλονίκη\n", "ISO-8859-7"],
    ["macintosh", "Vorname;Nachname;Ort\nJörg;Grünfelder;Köln\nZoë;Müller;Zürich\n", "Mac OS Roman"],
    ["macintosh", "Prénom;Nom\nHélène;Lefèvre\n", "Mac OS Roman"],
  ])("or %s: %j", async (encoding, text, name) => {
    const read = await textOfFile(bytesOf(text, encoding));
    expect(read.text).toBe(text);
    expect(read.note).toContain(`read as ${name}`);
  });

  it("or Shift_JIS", async () => {
    // "Name, company, notes", and three people of made-up companies.
    const shiftJis = Buffer.from(
      "8e81 96bc 2c 89ef 8ed0 0a 8e52 9363 91be 9859 2c 838a 8393 8353 82cc 89ef 8ed0 0a 97e9 96d8 89d4 8e71 2c 82c6 82e0 82be 82bf 0a".replaceAll(
        " ",
        "",
      ),
      "hex",
    );
    expect((await textOfFile(shiftJis)).text).toBe(new TextDecoder("shift_jis").decode(shiftJis));
  });

  it("or it is refused: what no encoding has, and what is no text", async () => {
    await expect(textOfFile(Buffer.from([0x5a, 0xeb, 0x81]))).rejects.toThrow("Its characters cannot be read");
    await expect(textOfFile(Buffer.from("Name\0,Email\n"))).rejects.toThrow("It is not text");
  });
});
