import type { FieldDefinition } from "../api/wire.ts";

/**
 * A select with the labels that its options had before: an agent may still see them in its list of tools.
 *
 * @param previous the definition that was known before
 */
export function withFormerOptions(definition: FieldDefinition, previous: FieldDefinition | undefined): FieldDefinition {
  const { options } = definition.config;
  if (!options || !previous) return definition;
  const labels = new Map(options.map(({ id, label }) => [id, label]));
  const before = [...(previous.config.options ?? []), ...(previous.config.formerOptions ?? [])];
  const renamed = new Map(
    before.flatMap((option) => {
      const label = labels.get(option.id);
      return label === undefined || label === option.label ? [] : [[option.label, option] as const];
    }),
  );
  return renamed.size === 0 ? definition : { ...definition, config: { ...definition.config, formerOptions: [...renamed.values()] } };
}
