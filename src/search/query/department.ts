import { IN_TITLES, RANKS } from "./query-words.ts";

const PEOPLE = `${IN_TITLES}|folks|staff|team|department|guys`;
const RANK = [...RANKS].join("|");

/** "It" as the department: "it managers", "it people", "head of it", "people in it", but not "is it people" or "a mail with x in it". */
const DEPARTMENT = new RegExp(
  String.raw`(?<!\b(?:is|was|does|did|do|can|will|would|has|let|make) )\bit(?= (?:(?:${RANK})s?|${PEOPLE})\b)|(?<=\b(?:${RANK})s? (?:(?:of|for|and) )?)it\b|(?<=\bin )it\b(?<!\b(?:with|has|have|having)\b.*)`,
  "gi",
);

/** A query with "IT" in capitals where it is the department, so that it is no pronoun. */
export const withDepartment = (query: string): string => query.replace(DEPARTMENT, "IT");
