import { InvalidInput } from "../fields/rejection.ts";
import type { MatchReason } from "../search/index.ts";
import { fold } from "../text/fold.ts";
import type { FoundContact } from "./found-contacts.ts";
import { unreadPartsText } from "./query-interpreter.ts";
import type { Lookup } from "./questions/lookups.ts";
import { MEANINGFUL } from "./questions/words/empty-words.ts";

const AS_WRITTEN: ReadonlySet<MatchReason["how"]> = new Set(["exact", "spelling", "phone"] as const);

/** @throws InvalidInput if the best of the found contacts only resembles what the question asks for */
export function demandWritten({ doubtful, isOfNamed }: Pick<Lookup, "doubtful" | "isOfNamed">, best: FoundContact | undefined): void {
  const reasons = new Map((best?.reasons ?? []).map((reason) => [fold(reason.query), reason]));
  const isName = (word: string) => [...reasons].some(([other, { kind, how }]) => kind === "name" && other !== word && how !== "initial");
  const fits = doubtful
    .flatMap(({ words }) => words)
    .every((word) => {
      const reason = reasons.get(word);
      // "Who should I call next" asks for nobody whose notes say "next".
      const isChance = reason?.kind === "text" && MEANINGFUL.has(word);
      return reason !== undefined && ((AS_WRITTEN.has(reason.how) && !isChance) || (reason.kind === "name" && isName(word)));
    });
  // Nobody else has the same number or code.
  const isIdentified = [...reasons].some(([word, { how, kind }]) => AS_WRITTEN.has(how) && kind !== "place" && /\d{4}/.test(word));
  const isNamed = isOfNamed && [...reasons.values()].filter(({ kind, how }) => kind === "name" && AS_WRITTEN.has(how)).length > 1;
  if (!fits && !isIdentified && !isNamed) throw new InvalidInput([`query: ${unreadPartsText(doubtful.map(({ text }) => text))}`]);
}
