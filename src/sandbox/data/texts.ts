/** Short remarks such as people leave in a free text field. */
export const REMARKS = [
  "Met at the spring conference, asked for pricing",
  "Prefers calls in the morning",
  "Evaluating two competitors",
  "Budget opens next quarter",
  "Referred by a customer",
  "Wants a security review first",
  "Replacing an in-house tool",
  "Out of office until the end of the month",
  "Interested in the API",
  "Quiet since the demo",
] as const;

/** Headlines of the AI summary's sections. */
export const SUMMARY_TOPICS = ["Current priorities", "Open questions", "Recent meetings", "Risks", "Next steps", "People around them"] as const;

/** Sentences for summaries and backgrounds. */
export const SENTENCES = [
  "The team is consolidating three tools into one by the end of the year.",
  "Security asked for a SOC 2 report and the list of sub-processors.",
  "A pilot with eight people went well; the main complaint was import speed.",
  "Legal wants the data to stay in the EU.",
  "The renewal of the incumbent is due in four months.",
  "They liked the reporting but need an export to their warehouse.",
  "A second stakeholder joined the last call and took notes.",
  "Pricing was discussed, nothing was promised.",
] as const;

/** Sizes of the shirts that a conference gives away. */
export const SHIRT_SIZES = ["XS", "S", "M", "L", "XL", "XXL"] as const;
