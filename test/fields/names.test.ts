import { describe, expect, it } from "vitest";
import { aTyped, BERLIN } from "../builders.ts";

const name = aTyped({ valueType: "FULL_NAME" });

describe("a name in one text", () => {
  it.each([
    ["Willem van den Broek", "Willem", "van den Broek"],
    ["Joana dos Reis", "Joana", "dos Reis"],
    ["Ramón Ibarra y Luna", "Ramón", "Ibarra y Luna"],
    ["Van Tranh", "Van", "Tranh"],
    ["Sam Archer Jr.", "Sam", "Archer Jr."],
    ["Sam Archer III", "Sam", "Archer III"],
    ["Ann Lee PhD", "Ann", "Lee PhD"],
    ["Ann Lee, PhD, MBA", "Ann", "Lee, PhD, MBA"],
    ["Ann Lee PMP", "Ann", "Lee PMP"],
    ["Ann Lee, SHRM-CP", "Ann", "Lee, SHRM-CP"],
    ["Ann Lee, P.Eng.", "Ann", "Lee, P.Eng."],
    ["Ann Lee, CSPO®, XQZ", "Ann", "Lee, CSPO®, XQZ"],
    ["Ann Lee, PE", "Ann", "Lee, PE"],
    ["Minh DO", "Minh", "DO"],
    ["van Dyke, JP", "JP", "van Dyke"],
    ["van Dyke, Sam Jr.", "Sam", "van Dyke Jr."],
    ["Archer, Jr.", undefined, "Archer, Jr."],
    ["Archer, Jr., Sam", "Sam", "Archer, Jr."],
    ["Archer, MD, Sam T.", "Sam T.", "Archer, MD"],
    ["van Dyke, MARY", "MARY", "van Dyke"],
    ["DE LA VEGA, INÉS", "INÉS", "DE LA VEGA"],
    ["de la Vega, Inés", "Inés", "de la Vega"],
    ["Sam Archer (brother)", "Sam", "Archer (brother)"],
    ["Ann van Lee (born de Groot)", "Ann", "van Lee (born de Groot)"],
    ["Ann van Lee née de Groot", "Ann", "van Lee née de Groot"],
    ["Ute Kranz geb. Lind", "Ute", "Kranz geb. Lind"],
    ["Ann (neighbour)", "Ann (neighbour)", undefined],
    ["Fru Ndi", "Fru", "Ndi"],
    ["MW LEE", "MW", "LEE"],
    ["VAN DER BERG Jan A. Jr.", "Jan A.", "VAN DER BERG Jr."],
    ["JP Morgan", "JP", "Morgan"],
    ["VIJAY S", "VIJAY", "S"],
    ["MISS Jane Archer", "MISS Jane", "Archer"],
    ["MARY T. Archer", "MARY T.", "Archer"],
    ["MARY van Dyke", "MARY", "van Dyke"],
    ["Jean DUPONT", "Jean", "DUPONT"],
    ["JEAN DUPONT", "JEAN", "DUPONT"],
  ])("%s has its parts", (written, firstName, lastName) => {
    expect(name.encode(written)).toEqual({ firstName, lastName });
  });

  it.each(["DUPONT Jean-Luc", "JOHN Smith"])("%s has one word in capitals, which may be either part: it is asked", (written) => {
    const [word, rest] = written.split(" ");
    expect(name.refusal(written)).toBe(
      `${word} in "${written}" may be the last name or the first. Accepted: "${word}, ${rest}" if it is the last name; else "${rest}, ${word}".`,
    );
  });

  it.each(["N/A", "unknown", "?"])("%s is no name", (written) => {
    expect(name.refusal(written)).toContain("is not a name");
    expect(name.encode({ lastName: written })).toEqual({ lastName: written });
  });

  it("is on one line, whole and in parts", () => {
    for (const given of ["Ann\nvan\tLee", { firstName: "Ann", lastName: "van\n Lee" }])
      expect(name.encode(given)).toEqual({ firstName: "Ann", lastName: "van Lee" });
  });

  it.each([
    ["Dr. Ann Lee", "Ann", "Lee"],
    ["Frau Prof. Dr. med. Ute Kranz", "Ute", "Kranz"],
    ["Lee, Dr. Ann", "Ann", "Lee"],
    ["Lee, Ann, Dr.", "Ann", "Lee"],
    ["MR. SAM ARCHER", "SAM", "ARCHER"],
    ["Sra. Inés Vega", "Inés", "Vega"],
    ["Mr. Archer", undefined, "Archer"],
  ])("%s is without its salutation, which is told", (written, firstName, lastName) => {
    expect(name.encode(written)).toEqual({ firstName, lastName });
    expect(name.noteOf(written)).toBe("Salutations are left out of names.");
  });

  it.each([
    ["🌟 Ann Lee 🌟", "🌟 Ann", "Lee 🌟"],
    ["Ann Lee ✅ ✅", "Ann", "Lee ✅ ✅"],
    ["★ Lee, Ann ★", "Ann ★", "★ Lee"],
    ["🌟Ann Lee🌟", "🌟Ann", "Lee🌟"],
    ["👩🏽‍🔬 Ann", "👩🏽‍🔬 Ann", undefined],
    ["Ann Lee MBA 🚀", "Ann", "Lee MBA 🚀"],
    ["🌟", "🌟", undefined],
    ["Ann & Lee", "Ann &", "Lee"],
  ])("%s keeps its symbols, which are no name of their own", (written, firstName, lastName) => {
    expect(name.encode(written)).toEqual({ firstName, lastName });
    expect(name.noteOf(written)).toBeUndefined();
  });

  it.each([
    ["MS Darwin", "MS", "Darwin"],
    ["Dr.", "Dr.", undefined],
    ["Mr. and Mrs. Archer", "Mr. and Mrs.", "Archer"],
    ["Md Karim", "Md", "Karim"],
  ])("%s has no salutation", (written, firstName, lastName) => {
    expect(name.encode(written)).toEqual({ firstName, lastName });
    expect(name.noteOf(written)).toBeUndefined();
  });

  it.each([
    ["田村 美咲", "美咲", "田村"],
    ["田村　美咲", "美咲", "田村"],
    ["タムラ ミサキ", "ミサキ", "タムラ"],
    ["陈 小红", "小红", "陈"],
    ["陈小红", "小红", "陈"],
    ["歐陽小紅", "小紅", "歐陽"],
    ["박 서연", "서연", "박"],
    ["박서연", "서연", "박"],
    ["ジェーン・ドウ", "ジェーン", "ドウ"],
    ["Szabó Réka", "Réka", "Szabó"],
    ["Kovácsné Kis Réka", "Réka", "Kovácsné Kis"],
    ["Varga Anna Réka", "Anna Réka", "Varga"],
  ])("%s begins with the family name, but for the dot of foreign names", (written, firstName, lastName) => {
    expect(name.encode(written)).toEqual({ firstName, lastName });
  });

  it.each(["田村美咲", "高橋健", "마이클"])("%s may be cut at several places and stays whole", (written) => {
    expect(name.encode(written)).toEqual({ firstName: written });
  });

  it.each([
    ["Réka Szabó", "Réka", "Szabó"],
    ["Simon Gergely", "Simon", "Gergely"],
    ["Michael Zoltán", "Michael", "Zoltán"],
  ])("%s may be written in either order and is read given name first", (written, firstName, lastName) => {
    expect(name.encode(written)).toEqual({ firstName, lastName });
  });
});

it.each([
  ["Ruben Oude Nijhuis", "Ruben", "Oude Nijhuis"],
  ["Ruben Oude Nijhuis, MD", "Ruben", "Oude Nijhuis, MD"],
  ["Dr. Ruben  Oude Nijhuis", "Ruben", "Oude Nijhuis"],
  ["Ruben Oude Nijhuis Berg", "Ruben", "Oude Nijhuis Berg"],
  ["Ruben Jan Oude Nijhuis", "Ruben Jan", "Oude Nijhuis"],
  ["Ruben Jan Oude Nijhuis, MD", "Ruben Jan", "Oude Nijhuis, MD"],
  // A comma says where the last name begins, and in these names no border is where the stored one is.
  ["Nijhuis, Ruben Oude", "Ruben Oude", "Nijhuis"],
  ["Ruben Oude Nijhuisen", "Ruben Oude", "Nijhuisen"],
  ["Ruben Nijhuis", "Ruben", "Nijhuis"],
  ["Oude Nijhuis", "Oude", "Nijhuis"],
])("%s in one text keeps the border of a stored name", (written, firstName, lastName) => {
  const { edit } = name.type.list.encodeEdit(written, name.definition, BERLIN);
  expect(edit({ firstName: "Ruben", lastName: "Oude Nijhuis" })).toEqual({ firstName, lastName });
  expect(edit(null)).toEqual(name.encode(written));
});

it.each([
  ["Jan van den Berg", { firstName: "Jan", lastName: "Berg" }, "Jan", "van den Berg"],
  ["Ana Maria da Silva", { firstName: "Ana", lastName: "Silva" }, "Ana Maria", "da Silva"],
  ["José Ortega y Gasset", { firstName: "José", lastName: "Gasset" }, "José", "Ortega y Gasset"],
  ["Jan Peter van den Berg", { firstName: "Jan van den", lastName: "Berg" }, "Jan Peter", "van den Berg"],
  ["Jan van den Berg", { firstName: "Jan van den", lastName: "Berg" }, "Jan van den", "Berg"],
  ["Jan van den Berg", { firstName: "Jan", lastName: "van den Berg" }, "Jan", "van den Berg"],
  ["Peter Berg Smith", { firstName: "Jan", lastName: "Berg" }, "Peter Berg", "Smith"],
])("%s completes a last name %s", (written, stored, firstName, lastName) => {
  expect(name.type.list.encodeEdit(written, name.definition, BERLIN).edit(stored)).toEqual({ firstName, lastName });
});

it("shows East Asian names as they are written, and finds them without the space", () => {
  const value = { firstName: "美咲", lastName: "田村" };
  expect(name.show(value)).toBe("田村 美咲");
  expect(name.type.search.texts(value, name.definition)).toEqual(["田村 美咲", "田村美咲"]);
  expect(name.show({ firstName: "Misaki", lastName: "田村" })).toBe("Misaki 田村");
});
