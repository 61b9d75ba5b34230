import type { CallOptions } from "../api/index.ts";
import { MOST_CANDIDATES } from "../names/candidate.ts";
import { companyKey } from "../names/legal-form.ts";
import type { RecordNames } from "../names/record-names.ts";
import type { FilterInput } from "../schema/filters.ts";
import { choicesOf } from "../text/first-of.ts";
import { oneLine } from "../text/plain-text.ts";
import { quote } from "../text/quote.ts";
import { asChoice } from "../text/words.ts";
import { withOneValue } from "./questions/filters.ts";

interface WholeAccounts {
  readonly filters: readonly FilterInput[];
  /** The accounts that are left out, as sentences. */
  readonly notes: readonly string[];
}

interface Accounts {
  /** Agent key of the relationship. */
  readonly field: string;
  readonly names: RecordNames;
}

/** The filters of a question. A name means one account alone if only that is called so: "Acme", not "Acme Robotics". */
export async function withWholeAccounts(filters: readonly FilterInput[], { field, names }: Accounts, call: CallOptions): Promise<WholeAccounts> {
  const notes = new Set<string>();
  const wholeName = async (name: string) => {
    // The lookup of the filters says what is wrong with the name.
    const { records } = await names.withPart(name, "contains", call).catch(() => ({ records: [] }));
    const called = records.filter((record) => companyKey(record.name) === companyKey(name));
    const [only] = called;
    if (!only || called.length > 1) return undefined;
    const others = records.filter((record) => record !== only).map((record) => asChoice(oneLine(record.name || record.id)));
    const part = JSON.stringify({ field, operator: "contains", value: name });
    if (others.length > 0)
      notes.add(
        `${quote(name)} was read as the account of exactly that name. The filter ${part} also finds contacts of ${choicesOf(others, MOST_CANDIDATES)}.`,
      );
    return only.name;
  };
  const whole = async (filter: FilterInput): Promise<FilterInput> => {
    const { any, all, operator = "", value, values = [value] } = filter;
    if (any) return { any: await Promise.all(any.map(whole)) };
    if (all) return { all: await Promise.all(all.map(whole)) };
    if (filter.field !== field || !operator.endsWith("contains")) return filter;
    const found = await Promise.all(values.map((name) => wholeName(String(name))));
    const equal = found.filter((name) => name !== undefined);
    if (equal.length === 0) return filter;
    const not = operator === "contains" ? {} : { operator: "not_equal" };
    const wholes = withOneValue({ field, ...not, values: equal });
    if (equal.length === found.length) return wholes;
    const parts = withOneValue({ field, operator, values: values.filter((_, at) => found[at] === undefined) });
    return operator === "contains" ? { any: [wholes, parts] } : { all: [wholes, parts] };
  };
  return { filters: await Promise.all(filters.map(whole)), notes: [...notes] };
}
