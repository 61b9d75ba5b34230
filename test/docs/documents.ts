/** The documents with calls, whose answers are made again by the tests. */
export const CALLS_IN = ["docs/import.md", "docs/recipes.md", "docs/tools.md"];
