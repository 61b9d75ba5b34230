import type { ApiKey } from "../api/wire.ts";
import { type CallForm, IN_UPDATE } from "../fields/call-form.ts";
import { acceptedOptions, shownOptions } from "../fields/options.ts";
import { asData } from "../text/words.ts";
import type { Field } from "./contact-schema.ts";
import type { ContactRecord } from "./record.ts";

/** A field and its value after the write, as a bare value. */
interface Written {
  readonly field: Field;
  readonly after: unknown;
}

/** A dependent select whose value would not fit its parent after a write. */
interface Misfit {
  readonly child: Dependent;
  /** The problem, as a sentence without a full stop. */
  readonly problem: string;
  /** What the same call may contain instead or in addition. */
  readonly accepted: string;
  /** The arguments of an earlier update_contact that would make the value fit, for a change that is already decided. */
  readonly first: string;
}

/** A select whose options depend on another select's value. */
type Dependent = Field & { readonly parent: Field };

export const isDependent = (field: Field): field is Dependent => field.parent !== undefined;

/** The parent's option that an option needs; undefined: it fits any, or the parent lacks the one that it names. */
export function parentOption({ definition, parent }: Dependent, id: string): string | undefined {
  const parentId = definition.config.options?.find((option) => option.id === id)?.parentId;
  return parent.definition.config.options?.some((option) => option.id === parentId) ? parentId : undefined;
}

const labelsOf = ({ definition }: Field, ids: readonly string[]): string =>
  shownOptions(definition)
    .filter(({ id }) => ids.includes(id))
    .map(({ label }) => asData(label))
    .join(", ");

/**
 * Finds dependent selects whose option would not fit their parent after a write. Only selects that the write changes,
 * or whose parent it changes, are checked.
 *
 * @param written the changes of the write
 * @param contact the contact before the write; undefined if the write creates it
 * @param form of the call that the messages are about
 */
export function misfits(written: readonly Written[], contact: ContactRecord | undefined, form: CallForm = IN_UPDATE): Misfit[] {
  const stored = new Map(contact?.fields.map(({ field, raw }) => [field.apiKey, raw]));
  const after = new Map<ApiKey, unknown>(written.map((one) => [one.field.apiKey, one.after]));
  const idsAfter = ({ apiKey, type, definition }: Field) =>
    type.canonical(after.has(apiKey) ? after.get(apiKey) : (stored.get(apiKey) ?? null), definition);
  const fields = new Map([...(contact?.fields ?? []), ...written].map(({ field }) => [field.apiKey, field]));
  return [...fields.values()].filter(isDependent).flatMap((child) => {
    if (!after.has(child.apiKey) && !after.has(child.parent.apiKey)) return [];
    const chosen = idsAfter(child.parent);
    const isMisfit = (id: string) => {
      const needed = parentOption(child, id);
      return needed !== undefined && !chosen.includes(needed);
    };
    const wrong = idsAfter(child).filter(isMisfit);
    return wrong.length === 0 ? [] : [after.has(child.apiKey) ? childProblem(child, wrong, chosen, form) : parentProblem(child, wrong, chosen, form)];
  });
}

const fitting = (child: Dependent, chosen: readonly string[]): string =>
  acceptedOptions(child.definition, {
    parent: `${asData(child.parent.definition.label)} ${labelsOf(child.parent, chosen)}`,
    fits: ({ id }) => {
      const needed = parentOption(child, id);
      return needed === undefined || chosen.includes(needed);
    },
  });

const placeOf = ({ agentKey, label }: Field, form: CallForm) => form.place("fields", agentKey, label);

const neededBy = (child: Dependent, ids: readonly string[]): string =>
  labelsOf(
    child.parent,
    ids.flatMap((id) => parentOption(child, id) ?? []),
  );

function childProblem(child: Dependent, wrong: readonly string[], chosen: readonly string[], form: CallForm): Misfit {
  const { parent } = child;
  const given = `${placeOf(child, form)}: ${labelsOf(child, wrong)}`;
  const first = `${placeOf(parent, IN_UPDATE)} ${neededBy(child, wrong)}`;
  const withParent = `${placeOf(parent, form)} ${neededBy(child, wrong)} ${form.together}`;
  if (chosen.length === 0)
    return { child, problem: `${given} needs ${asData(parent.definition.label)}, which has no value`, accepted: withParent, first };
  const problem = `${given} does not fit ${asData(parent.definition.label)} ${labelsOf(parent, chosen)}`;
  return { child, problem, accepted: `${fitting(child, chosen)}; or ${withParent}`, first };
}

function parentProblem(child: Dependent, wrong: readonly string[], chosen: readonly string[], form: CallForm): Misfit {
  const { agentKey, parent, definition } = child;
  // An empty parent may stand in clear_fields instead of fields.
  const held = `${chosen.length === 0 ? parent.agentKey : placeOf(parent, form)}: ${asData(definition.label)} is ${labelsOf(child, wrong)}, which`;
  const first = `clear_fields ["${agentKey}"]`;
  if (chosen.length === 0)
    return {
      child,
      problem: `${held} needs ${asData(parent.definition.label)} ${neededBy(child, wrong)}`,
      accepted: `${first} in the same call`,
      first,
    };
  const problem = `${held} does not fit ${labelsOf(parent, chosen)}`;
  return {
    child,
    problem,
    accepted: `${placeOf(child, form)} (${fitting(child, chosen)})${form.clears ? ` or ${first},` : ""} ${form.together}`,
    first,
  };
}
