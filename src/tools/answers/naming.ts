import { linkedRecords } from "../../names/record-reference.ts";
import type { ShowOptions } from "../../render/change.ts";
import type { Links } from "../../schema/record.ts";
import type { ToolContext } from "../tool.ts";

/** What the names of linked records come from. */
export type NameContext = Pick<ToolContext, "names" | "locale" | "call">;

/** Fetches the names of linked records. Returns how to show values with them, and a note on missing ones. */
export async function naming(
  links: Iterable<Links>,
  { names, locale, call }: NameContext,
  { brief = false, most }: Pick<ShowOptions, "brief" | "most"> = {},
): Promise<{ readonly show: ShowOptions; readonly unnamed: readonly string[] }> {
  const unnamed = await names.ensure(linkedRecords(links), call);
  return { show: { locale, nameOf: names.nameOf, brief, most }, unnamed };
}
