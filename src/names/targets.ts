import type { CallOptions } from "../api/index.ts";
import { InvalidInput, Rejection } from "../fields/rejection.ts";
import type { Relationship } from "../schema/contact-schema.ts";
import { idsAlone, isTargetName, type TargetId } from "../schema/link-target.ts";
import type { Links } from "../schema/record.ts";
import type { NameDirectory, RecordReference } from "./name-directory.ts";

/** What names in a call stand for. */
export interface Targets {
  readonly targetId: TargetId;
  /** Names that were taken for those of whom they are a part, a sentence each. */
  readonly notes: readonly string[];
}

const MOST_NOTES = 5;

/** Names like one that is not found are looked for so often in a call: no answer shows more problems. */
const MOST_HINTS = 30;

/**
 * What the names in a call's links and filters stand for. Encoders are synchronous: `encode` runs once to see which names there are, these are
 * looked up, and the returned function then knows them, or throws why it does not, so that the encoder lists that among its own problems.
 *
 * @param encode runs an encoder with the given lookup, in several turns where there is much to encode; what it is refused for now, it is refused for
 *   again when it counts
 */
export async function lookUpTargets(names: NameDirectory, encode: (targetId: TargetId) => unknown, call: CallOptions): Promise<Targets> {
  const wanted = new Map<string, { readonly text: string; readonly relationship: Relationship }>();
  const keyOf = (text: string, { definition: { objectType } }: Relationship) => JSON.stringify([objectType, text.trim()]);
  try {
    await encode((input, relationship) => {
      if (!isTargetName(input, relationship.definition.objectType)) return idsAlone(input, relationship);
      wanted.set(keyOf(input, relationship), { text: input, relationship });
      return input;
    });
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
  }
  if (wanted.size === 0) return { targetId: idsAlone, notes: [] };

  let hints = 0;
  const mayHint = () => hints++ < MOST_HINTS;
  const found = new Map(
    await Promise.all(
      [...wanted].map(async ([key, { text, relationship }]) => {
        const target = names.resolve(text, relationship, call, mayHint).catch((error: unknown) => {
          if (error instanceof Rejection) return error;
          throw error;
        });
        return [key, await target] as const;
      }),
    ),
  );
  const targetId: TargetId = (input, relationship) => {
    const target = typeof input === "string" ? found.get(keyOf(input, relationship)) : undefined;
    if (target instanceof Rejection) throw target;
    return target?.id ?? idsAlone(input, relationship);
  };
  const notes = [...found.values()].flatMap((target) => (target instanceof Rejection || !target.note ? [] : [target.note]));
  return {
    targetId,
    notes: notes.length > MOST_NOTES ? [...notes.slice(0, MOST_NOTES), `${notes.length - MOST_NOTES} more names were matched by a part.`] : notes,
  };
}

/** The records that links point to. */
export const linkedRecords = (links: Iterable<Links>): RecordReference[] =>
  [...links].flatMap(({ relationship, ids }) => ids.map((id) => ({ objectType: relationship.definition.objectType, id })));

/** As {@link linkedRecords}, of links that were written: also what was taken away or not stored. */
export const writtenRecords = (links: Iterable<Links & { readonly sent: readonly string[] }>): RecordReference[] =>
  linkedRecords([...links].map(({ relationship, ids, sent }) => ({ relationship, ids: [...ids, ...sent] })));
