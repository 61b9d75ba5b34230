const split = (text: string) => text.split(", ");

/** Labels of the selects, in the order in which the app offers them. */
export const STAGES = split("Lead, Marketing Qualified, Sales Qualified, Opportunity, Customer, Churned");

/** Two of the labels are the same: nothing stops a workspace from doing so. */
export const PERSONAS = split("Decision Maker, Champion, Influencer, End User, Blocker, Other, Other");

export const REGIONS_OF_SALES = split("Americas, EMEA, APAC");

/** Territories, with the region that each depends on. */
export const TERRITORIES: readonly (readonly [label: string, region: string])[] = [
  ["US West", "Americas"],
  ["US East", "Americas"],
  ["LATAM", "Americas"],
  ["DACH", "EMEA"],
  ["Nordics", "EMEA"],
  ["UK & Ireland", "EMEA"],
  ["Africa", "EMEA"],
  ["Japan", "APAC"],
  ["India", "APAC"],
];

/** More than thirty: too many to list in a tool schema. */
export const INDUSTRIES = split(
  "Accounting, Aerospace, Agriculture, Apparel, Automotive, Banking, Biotechnology, Chemicals, Construction, Consulting, Consumer Goods, Cybersecurity, Education, Energy, Entertainment, Environmental Services, Fintech, Food & Beverage, Gaming, Government, Healthcare, Hospitality, Human Resources, Insurance, Legal, Logistics, Manufacturing, Media, Mining, Nonprofit, Pharmaceuticals, Real Estate, Retail, Software, Telecommunications, Transportation, Utilities, Venture Capital",
);

export const INTERESTS = split("Automation, AI Agents, Compliance, Cost Reduction, Data Quality, Integrations, Reporting, Security, Überwachung");

export const EVENTS = split("Launch Webinar, SaaStr 2025, Web Summit 2025, Customer Dinner – Berlin, Roadshow Tokyo");
