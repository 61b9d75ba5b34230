import type { CallOptions } from "../api/index.ts";
import { InvalidInput } from "../fields/rejection.ts";
import type { Coverage } from "../replica/coverage.ts";
import type { MatchReason } from "../search/index.ts";
import { fold } from "../text/fold.ts";
import { noContacts } from "../text/no-contacts.ts";
import { contactIdsIn } from "./exact-identifier.ts";
import type { FindQuery, FoundContact, FoundContacts } from "./found-contacts.ts";
import { type Answer, filterLocally, notesOnOthers, type Question, searchLocally, unheldNotes } from "./local-search.ts";
import { interpretQuery, unreadPartsText } from "./query-interpreter.ts";
import type { Lookup } from "./questions/lookups.ts";
import { MEANINGFUL } from "./questions/words/empty-words.ts";
import { rereadContact, rereadFiltered } from "./reread.ts";
import { SHORT_PATIENCE_MS, step } from "./step.ts";
import type { WorkspaceParts } from "./workspace-parts.ts";

/** How long, in ms, a call waits for contacts that are still being read. */
const PATIENCE_MS = 20_000;

/** How many contacts that seem clearly meant are read again, until one of them is unchanged. */
const MOST_CONFIRMED = 3;

/** How many contacts are read again that a query names by their IDs. */
const MOST_IDS = 10;

/**
 * Finds contacts in the local copy by a description. While the copy is being filled, the API's own filters help.
 *
 * @param onProgress told now and then how many contacts have been read, while the call waits for them
 */
export const findContacts = (
  query: FindQuery,
  workspace: WorkspaceParts,
  call: CallOptions,
  onProgress: (coverage: Coverage) => void,
): Promise<FoundContacts> => workspace.guard.unlessRefused(() => find(query, workspace, call, onProgress));

async function find(
  asked: FindQuery,
  workspace: WorkspaceParts,
  call: CallOptions,
  onProgress: (coverage: Coverage) => void,
): Promise<FoundContacts> {
  const { counts, notes, columns, doubtful, ...interpreted } = await interpretQuery(asked, workspace, call, onProgress);
  const question: Question = { ...interpreted, workspace, call, onProgress };
  const { query } = question;
  const answer = query.query === undefined ? await filter(question) : await search(question, query.query);
  demandWritten(doubtful, answer.contacts[0]);
  const unheld = await unheldNotes(question, answer.among);
  const inOthers = await notesOnOthers(question);
  return { ...answer, columns, notes: [...notes, ...inOthers, ...unheld], counts };
}

async function search(question: Question, text: string): Promise<Answer> {
  const { workspace, schema, call, identifiers } = question;
  const { replication, byApi } = workspace;
  const named = identifiers.join(" ") || text;
  const sync = await replication.start();
  const ids = contactIdsIn(text);
  if (ids.length > 0) {
    const read = ids.slice(0, MOST_IDS);
    const exist = await Promise.all(read.map((id) => rereadContact(id, workspace, step(call, SHORT_PATIENCE_MS))));
    const gone = read.filter((_, at) => !exist[at]);
    if (gone.length > 0) throw new InvalidInput([`query: ${noContacts(gone)}`]);
    const answer = await searchLocally(question);
    if (answer.matched === ids.length) return answer;
  }
  const isShort = sync.coverage.complete;
  const wait = step(call, isShort ? SHORT_PATIENCE_MS : PATIENCE_MS);
  if (sync.schedule.due === "sweep") await byApi.ask(named, schema, wait);
  if (!sync.coverage.complete) {
    const early = await confirmed(question);
    if (early.clear) {
      void sync.run({ urgent: false });
      return early;
    }
  }
  await replication.refresh(wait, { isShort, onProgress: question.onProgress });
  const answer = await unlessMissing(question, confirmed);
  if (!replication.mayLackEdits(answer.coverage) || isSurelyMeant(answer)) return answer;
  if (answer.matched > 0) return withEditsAsOf(answer, workspace);
  // Others may have edited contacts so that they match.
  const hasChanged = await changes(question, () => byApi.ask(named, schema, step(call, SHORT_PATIENCE_MS)));
  const current = hasChanged ? await confirmed(question) : answer;
  return current.matched > 0 ? current : withEditsAsOf(current, workspace);
}

async function filter(question: Question): Promise<Answer> {
  const { query, passes, reads, arrangement, workspace, call } = question;
  const { replication } = workspace;
  await replication.start();
  await replication.refresh(step(call, PATIENCE_MS), { isShort: false, onProgress: question.onProgress });
  const answer = await unlessMissing(question, filterLocally);
  if (!replication.mayLackEdits(answer.coverage)) return answer;
  if (arrangement) return withEditsAsOf(answer, workspace);
  if (!passes) return replication.seesWholeList ? answer : withEditsAsOf(answer, workspace);
  const shown = answer.contacts.map(({ contact }) => contact.id);
  const isCurrent = await rereadFiltered(query.filters, passes, reads, shown, workspace, step(call, PATIENCE_MS));
  call.signal?.throwIfAborted();
  return isCurrent ? filterLocally(question) : withEditsAsOf(answer, workspace);
}

/** Asks again after a look at what has changed if something was not found as written: it may just have been added. */
async function unlessMissing(question: Question, ask: (question: Question) => Promise<Answer>): Promise<Answer> {
  const answer = await ask(question);
  const { workspace, call } = question;
  const { matched, unmatched, coverage, contacts } = answer;
  if (coverage.asOf || (matched > 0 && unmatched.length === 0 && isAsWritten(contacts[0]))) return answer;
  return (await workspace.replication.lookAgain(step(call, SHORT_PATIENCE_MS))) ? ask(question) : answer;
}

/** Searches again until the clearly meant contact, read again, has not changed: a colleague may have edited it. */
async function confirmed(question: Question): Promise<Answer> {
  const read = new Set<string>();
  for (;;) {
    const answer = await searchLocally(question);
    const meant = answer.clear ? answer.contacts[0]?.contact.id : undefined;
    if (meant === undefined || read.has(meant)) return answer;
    if (read.size === MOST_CONFIRMED) return { ...answer, clear: false };
    read.add(meant);
    if (!(await changes(question, () => rereadContact(meant, question.workspace, step(question.call, PATIENCE_MS))))) return answer;
  }
}

/** Does the work. Returns whether what is searched has changed meanwhile. */
async function changes({ workspace: { index } }: Question, work: () => Promise<unknown>): Promise<boolean> {
  const before = index.changes;
  await work();
  return index.changes !== before;
}

/** The answer, with the time since which edits by others are not known. */
function withEditsAsOf(answer: Answer, { replication }: WorkspaceParts): Answer {
  const at = replication.editsKnownUntil;
  return { ...answer, coverage: { ...answer.coverage, asOf: at === undefined ? undefined : { at, why: "edits" } } };
}

/** The kinds of matches in which the contact has a word as it was written. */
const AS_WRITTEN: ReadonlySet<MatchReason["how"]> = new Set(["exact", "start", "phone"] as const);

const isAsWritten = (found: FoundContact | undefined): boolean => found?.reasons.every(({ how }) => AS_WRITTEN.has(how)) !== false;

/** Whether the first contact is certainly the one that is meant, and not only the nearest known one. */
const isSurelyMeant = ({ clear, contacts: [best] }: Answer): boolean => clear && isAsWritten(best);

/** The kinds of matches with a whole word. */
const WHOLE: ReadonlySet<MatchReason["how"]> = new Set(["exact", "spelling", "phone"] as const);

/** @throws InvalidInput if the best of the found contacts only resembles what the question asks for */
function demandWritten({ doubtful, isOfNamed }: Pick<Lookup, "doubtful" | "isOfNamed">, best: FoundContact | undefined): void {
  const reasons = new Map((best?.reasons ?? []).map((reason) => [fold(reason.query), reason]));
  const isName = (word: string) => [...reasons].some(([other, { kind, how }]) => kind === "name" && other !== word && how !== "initial");
  const fits = doubtful
    .flatMap(({ words }) => words)
    .every((word) => {
      const reason = reasons.get(word);
      // "Who should I call next" asks for nobody whose notes say "next".
      const isChance = reason?.kind === "text" && MEANINGFUL.has(word);
      return reason !== undefined && ((WHOLE.has(reason.how) && !isChance) || (reason.kind === "name" && isName(word)));
    });
  // Nobody else has the same number or code.
  const isIdentified = [...reasons].some(([word, { how, kind }]) => WHOLE.has(how) && kind !== "place" && /\d{4}/.test(word));
  const isNamed = isOfNamed && [...reasons.values()].filter(({ kind, how }) => kind === "name" && WHOLE.has(how)).length > 1;
  if (!fits && !isIdentified && !isNamed) throw new InvalidInput([`query: ${unreadPartsText(doubtful.map(({ text }) => text))}`]);
}
