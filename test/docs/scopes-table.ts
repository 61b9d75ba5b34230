import { accountNames, memberNames } from "../../src/names/name-source.ts";
import { TOOLS } from "../../src/tools/index.ts";
import { table } from "./generated.ts";

const code = (text: string) => `\`${text}\``;

/** What shows names instead of IDs, and the scope that this takes. */
const NAMES = [
  [accountNames, "names of accounts. Without it, answers show IDs, and calls must give IDs"],
  [memberNames, "names of members (colleagues). Without it, answers show IDs, and calls must give IDs"],
] as const;

function neededBy(scope: string): string {
  const needing = TOOLS.filter(({ scopes }) => scopes.includes(scope));
  if (needing.length === TOOLS.length) return "every tool";
  const oneOf = TOOLS.flatMap(({ name, oneOfScopes = [] }) => {
    const others = oneOfScopes.filter((one) => one !== scope).map(code);
    return oneOfScopes.includes(scope) ? [`${code(name)} (this scope or ${others.join(" or ")})`] : [];
  });
  return [...needing.map(({ name }) => code(name)), ...oneOf].join(", ");
}

/** The table of all scopes, with the tools that need each. */
export function scopesTable(): string {
  const scopes = [...new Set(TOOLS.flatMap(({ scopes: all, oneOfScopes = [] }) => [...all, ...oneOfScopes]))];
  const refused = () => Promise.reject(new Error("Nothing is read"));
  const api = { listAccounts: refused, retrieveAccount: refused, listMembers: refused, retrieveMember: refused };
  return table(
    ["scope of the API key", "what needs it"],
    [...scopes.map((scope) => [code(scope), neededBy(scope)]), ...NAMES.map(([source, what]) => [code(source(api).scope), what])],
  );
}
