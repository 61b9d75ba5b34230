import type { CallOptions, NamedRecord } from "../api/index.ts";
import type { Rejection } from "../fields/rejection.ts";
import type { Relationship } from "../schema/contact-schema.ts";
import { type PartMatch, targetForm } from "../schema/link-target.ts";
import { beginningOf } from "../text/beginning.ts";
import { choicesOf } from "../text/first-of.ts";
import { foldCase } from "../text/fold.ts";
import { oneLine } from "../text/plain-text.ts";
import { counted } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import { asChoice, toldApart } from "../text/words.ts";
import { type Candidate, MOST_CANDIDATES, NoSuchRecord } from "./candidate.ts";
import { withSign } from "./name-key.ts";

/** The records that a part of a name fits. */
export interface PartlyNamed {
  readonly records: readonly NamedRecord[];
  /** If not all records were searched: what was, as a clause. */
  readonly searchedOnly?: string | undefined;
}

/** Finds the contacts that a part of a name or an e-mail address fits. */
export interface PartFinder {
  withPart(text: string, how: PartMatch, call: CallOptions): Promise<PartlyNamed>;
}

const LONGEST_NAME = 60;

/** Whether a text is a part of a record's name, e-mail address or website, without regard to case and accents. */
export function partTest(text: string, how: PartMatch): (record: NamedRecord) => boolean {
  const folded = (written: string) => withSign(foldCase(written));
  const wanted = folded(text).trim();
  const fits = (own: string | undefined) =>
    own !== undefined && (how === "startsWith" ? folded(own).startsWith(wanted) : folded(own).includes(wanted));
  return ({ name, email, website }) => fits(name) || fits(email) || fits(website?.replace(/^https?:\/\/(www\.)?/i, ""));
}

/** Says which records a part of a name was read as: `"Acme" stands for 2 accounts: Acme | Acme Robotics.` */
export function partNote(text: string, { definition: { objectType } }: Relationship, { records, searchedOnly }: PartlyNamed): string {
  const names = toldApart(
    records.map(({ name, id }) => asChoice(beginningOf(oneLine(name || id), LONGEST_NAME))),
    records.map(({ id }) => id),
  );
  const limits = searchedOnly === undefined ? "" : ` There may be more: ${searchedOnly}.`;
  return `${quote(text)} stands for ${counted(records.length, objectType)}: ${choicesOf(names, MOST_CANDIDATES)}.${limits}`;
}

/** @param near records that may be meant */
export function noneWithPart(text: string, objectType: string, how: PartMatch, near: readonly Candidate[]): Rejection {
  const where = how === "startsWith" ? "begins with" : "contains";
  return new NoSuchRecord(`No ${objectType}'s name, e-mail or website ${where} ${quote(text)}`, targetForm(objectType), near);
}
