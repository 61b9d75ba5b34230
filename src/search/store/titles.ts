/** Titles that have a short and a full form. */
const SHORT_TITLES: readonly (readonly [short: string, full: string])[] = [
  ["CEO", "Chief Executive Officer"],
  ["CFO", "Chief Financial Officer"],
  ["CTO", "Chief Technology Officer"],
  ["COO", "Chief Operating Officer"],
  ["CMO", "Chief Marketing Officer"],
  ["CIO", "Chief Information Officer"],
  ["CPO", "Chief Product Officer"],
  ["CRO", "Chief Revenue Officer"],
  ["CISO", "Chief Information Security Officer"],
  ["CHRO", "Chief Human Resources Officer"],
  ["VP", "Vice President"],
  ["SVP", "Senior Vice President"],
  ["EVP", "Executive Vice President"],
  ["MD", "Managing Director"],
  ["HR", "Human Resources"],
  ["IT", "Information Technology"],
];

/** The short titles of those who lead a company: "CEO". */
export const CHIEFS: readonly string[] = SHORT_TITLES.flatMap(([short, full]) => (full.startsWith("Chief") ? [short] : []));

const PATTERNS = SHORT_TITLES.map(([short, full]) => ({
  short,
  full,
  has: { short: new RegExp(`\\b${short}\\b`), full: new RegExp(`\\b${full}\\b`, "i") },
}));

/**
 * A title with its short part written out, or the other way round.
 *
 * @example
 * titleForms("VP sales"); // => ["Vice President sales"]
 */
export const titleForms = (title: string): string[] =>
  PATTERNS.flatMap(({ short, full, has }) => {
    if (has.full.test(title)) return [title.replace(has.full, short)];
    const written = new RegExp(`\\b${short}\\b`, "i");
    return written.test(title) ? [title.replace(written, full)] : [];
  });

/**
 * Other names of a title: the long form of a short one, and the other way round.
 *
 * @example
 * otherTitles("CTO").map((title) => title.toLowerCase()); // => ["chief technology officer"]
 */
export const otherTitles = (title: string): string[] =>
  PATTERNS.flatMap(({ short, full, has }) => (has.full.test(title) ? [short] : has.short.test(title) ? [full] : []));
