import { type CallOptions, isInvalidRequest } from "../api/index.ts";
import { shownOptions } from "../fields/options.ts";
import type { Attribute, ContactSchema } from "../schema/contact-schema.ts";
import type { LiveSchema } from "./live-schema.ts";

/** Thrown when a request failed and the definitions had changed. The cause is the failure with the new definitions. */
export class DefinitionsChangedError extends Error {
  override readonly name = "DefinitionsChangedError";

  /** @param changes the changes, a phrase each */
  constructor(
    readonly changes: readonly string[],
    override readonly cause: unknown,
  ) {
    super(`The workspace's definitions changed: ${changes.join("; ")}.`);
  }
}

const STALE_CODES = new Set(["unknown_field", "unknown_relationship"]);

/** Whether outdated definitions may have caused the refusal: an unknown name, or a value that is not accepted. */
const mayBeStale = (error: unknown) =>
  isInvalidRequest(error) && (STALE_CODES.has(error.code ?? "") || /^(fields|relationships|filters?)\b|\[/.test(error.param ?? ""));

const attributes = (schema: ContactSchema): Attribute[] => [...schema.fields, ...schema.relationships];

/** The changes between two states of the definitions that an agent has to know, a phrase each. */
function definitionChanges(before: ContactSchema, after: ContactSchema): string[] {
  const was = new Map(attributes(before).map((attribute) => [`${attribute.kind}:${attribute.apiKey}`, attribute]));
  const is = new Map(attributes(after).map((attribute) => [`${attribute.kind}:${attribute.apiKey}`, attribute]));
  const changes: string[] = [];
  for (const [key, { kind, agentKey }] of was) if (!is.has(key)) changes.push(`${kind} ${agentKey} is gone`);
  for (const [key, attribute] of is) {
    const old = was.get(key);
    if (!old) changes.push(`${attribute.kind} ${attribute.agentKey} is new`);
    else if (JSON.stringify(old.definition) !== JSON.stringify(attribute.definition)) changes.push(attributeChange(old, attribute));
  }
  return changes;
}

function attributeChange(before: Attribute, after: Attribute): string {
  const labels = (attribute: Attribute) => (attribute.kind === "field" ? shownOptions(attribute.definition).map(({ label }) => label) : []);
  const gone = labels(before).filter((label) => !labels(after).includes(label));
  const added = labels(after).filter((label) => !labels(before).includes(label));
  const parts = [gone.length > 0 ? `removed: ${gone.join(", ")}` : "", added.length > 0 ? `added: ${added.join(", ")}` : ""].filter(Boolean);
  return parts.length > 0
    ? `the options of ${after.agentKey} have changed (${parts.join("; ")})`
    : `${after.kind} ${after.agentKey} is defined differently`;
}

/**
 * Runs an attempt with the known definitions. If the API refuses it in a way that outdated definitions explain, fetches
 * them, and if they have changed, runs the attempt once more, so that it is encoded again.
 *
 * @throws DefinitionsChangedError if the second attempt fails too
 */
export async function withFreshDefinitions<T>(live: LiveSchema, options: CallOptions, attempt: (schema: ContactSchema) => Promise<T>): Promise<T> {
  const schema = await live.get(options);
  try {
    return await attempt(schema);
  } catch (error) {
    if (!mayBeStale(error)) throw error;
    const fresh = await live.refresh(options).catch(() => schema);
    const changes = definitionChanges(schema, fresh);
    if (changes.length === 0) throw error;
    try {
      return await attempt(fresh);
    } catch (second) {
      throw new DefinitionsChangedError(changes, second);
    }
  }
}
