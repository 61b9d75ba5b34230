import { TimeSlices } from "../../async/time-slices.ts";
import { Rejection } from "../../fields/rejection.ts";
import { FORMATS } from "../formats.ts";

/** Characters that are read in one go: about five milliseconds of work. */
const PIECE = 32_000;

/** A workbook has some ten elements inside each other. The parser keeps all that are open. */
const DEEPEST = 100;

/** In characters of its attributes. */
const LONGEST_TAG = 64_000;

interface XmlHandlers {
  /** @param name without its prefix */
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

const local = (name: string) => name.slice(name.indexOf(":") + 1);

/** Reads XML in time slices. @throws Rejection if it is damaged, or deeper or with longer tags than any workbook */
export async function readXml(pieces: AsyncIterable<string>, { open, text, close }: XmlHandlers): Promise<void> {
  const { SaxesParser } = await import("./xml-parser.ts");
  const parser = new SaxesParser();
  const check = (isSound: boolean) => {
    if (!isSound) throw new Rejection("It is a damaged Excel workbook", `${FORMATS}; open it in Excel and save it again`);
  };
  let [depth, tagLength] = [0, 0];
  parser.on("error", () => check(false));
  parser.on("attribute", ({ name, value }) => {
    tagLength += name.length + value.length;
    check(tagLength <= LONGEST_TAG);
  });
  parser.on("opentag", ({ name, attributes }) => {
    tagLength = 0;
    depth += 1;
    check(depth <= DEEPEST);
    open?.(local(name), attributes);
  });
  if (text) parser.on("text", text);
  parser.on("closetag", ({ name }) => {
    depth -= 1;
    close?.(local(name));
  });
  const slices = new TimeSlices();
  let isEmpty = true;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += PIECE) {
      isEmpty = false;
      parser.write(piece.slice(at, at + PIECE));
      if (slices.isOver) await slices.next();
    }
  }
  if (!isEmpty) parser.close();
}
