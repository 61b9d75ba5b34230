import type { DefinitionsJson } from "../wire-json.ts";
import { createDefinitionBuilder, optionIds } from "./definition-builder.ts";

const split = (text: string) => text.split(", ");

/** Labels of the selects, in the order in which the app offers them. */
const STAGES = split("Lead, Marketing Qualified, Sales Qualified, Opportunity, Customer, Churned");

/** Two of the labels are the same: nothing stops a workspace from doing so. */
const PERSONAS = split("Decision Maker, Champion, Influencer, End User, Blocker, Other, Other");

const REGIONS_OF_SALES = split("Americas, EMEA, APAC");

/** Territories, with the region that each depends on. */
const TERRITORIES: readonly (readonly [label: string, region: string])[] = [
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
const INDUSTRIES = split(
  "Accounting, Aerospace, Agriculture, Apparel, Automotive, Banking, Biotechnology, Chemicals, Construction, Consulting, Consumer Goods, Cybersecurity, Education, Energy, Entertainment, Environmental Services, Fintech, Food & Beverage, Gaming, Government, Healthcare, Hospitality, Human Resources, Insurance, Legal, Logistics, Manufacturing, Media, Mining, Nonprofit, Pharmaceuticals, Real Estate, Retail, Software, Telecommunications, Transportation, Utilities, Venture Capital",
);

const INTERESTS = split("Automation, AI Agents, Compliance, Cost Reduction, Data Quality, Integrations, Reporting, Security, Überwachung");

const EVENTS = split("Launch Webinar, SaaStr 2025, Web Summit 2025, Customer Dinner – Berlin, Roadshow Tokyo");

/**
 * The contact definitions of a workspace in real use: every value type, and awkward keys and labels (a custom `email`
 * and `name` beside the system ones, equal labels, a 60-character slug, `constructor`, letters beyond ASCII).
 */
export function contactDefinitions(): DefinitionsJson {
  const { field, relationship } = createDefinitionBuilder(1);
  const region = field("region", "Region", "SINGLE_SELECT", { labels: REGIONS_OF_SALES });
  const regionIds = optionIds(region[1]);
  return {
    objectType: "contact",
    fieldDefinitions: Object.fromEntries([
      field("$name", "Name", "FULL_NAME"),
      field("$email", "Email", "EMAIL", { multipleValues: true }),
      field("$title", "Title", "TEXT"),
      field("$phone", "Phone", "TELEPHONE", { multipleValues: true }),
      field("$linkedIn", "LinkedIn", "SOCIAL_HANDLE", { handleService: "LINKEDIN" }),
      field("$twitter", "X (Twitter)", "SOCIAL_HANDLE", { handleService: "TWITTER" }),
      field("$address", "Address", "ADDRESS"),
      field("$profilePhotoUrl", "Profile photo", "URL"),
      field("$doNotContact", "Do not contact", "CHECKBOX", { description: "Set when somebody asked not to be written to." }),
      field("$lastInteractionAt", "Last interaction", "DATETIME", { readOnly: true }),
      field("$aiSummary", "AI summary", "MARKDOWN", { readOnly: true, description: "Written by Lightfield from mails and meetings." }),
      field("email", "Private email", "EMAIL", { readOnly: false }),
      field("name", "Name", "TEXT", { description: "Name on the conference badge." }),
      field("constructor", "Constructor", "TEXT"),
      field("icp-score", "ICP score", "NUMBER", { description: "How well the person fits our ideal customer, 0 to 100." }),
      field("deal-size", "Expected deal size", "CURRENCY", { currency: "EUR" }),
      field("annual_budget", "Annual budget", "CURRENCY", { currency: "USD" }),
      field("lifecycle-stage", "Lifecycle stage", "SINGLE_SELECT", { labels: STAGES }),
      field("persona", "Persona", "SINGLE_SELECT", { labels: PERSONAS }),
      region,
      field("territory", "Territory", "SINGLE_SELECT", {
        labels: TERRITORIES.map(([label]) => label),
        parents: TERRITORIES.map(([, parent]) => regionIds.get(parent) ?? ""),
        parentFieldKey: "region",
      }),
      field("industry", "Industry", "SINGLE_SELECT", { labels: INDUSTRIES }),
      field("interests", "Interests", "MULTI_SELECT", { labels: INTERESTS }),
      field("events", "Events attended", "MULTI_SELECT", { labels: EVENTS }),
      field("mobile", "Mobile", "TELEPHONE"),
      field("website", "Personal website", "URL"),
      field("press-links", "Press links", "URL", { multipleValues: true }),
      field("instagram", "Instagram", "SOCIAL_HANDLE", { handleService: "INSTAGRAM" }),
      field("next-follow-up", "Next follow-up", "DATETIME"),
      field("newsletter-opt-in", "Newsletter opt-in", "CHECKBOX"),
      field("spitzname", "Spitzname / 愛称", "TEXT"),
      field("t-shirt.größe", "T-shirt size", "TEXT"),
      field("primary-reason-for-evaluating-our-platform-in-the-past-month", "Reason for evaluating", "TEXT"),
      field("crm_id", "Legacy CRM ID", "TEXT", { unique: true }),
      field("notes", "Notes", "TEXT"),
      field("notes-2", "Notes", "TEXT"),
      field("background", "Background", "MARKDOWN"),
      field("email-signature", "Email signature", "HTML", { readOnly: true }),
      field("sentiment", "Sentiment", "RATING", { description: "A type that came after the documentation." }),
    ]),
    relationshipDefinitions: Object.fromEntries([
      relationship("$account", "Account", "HAS_MANY", "account", "account-contact"),
      relationship("$owner", "Owner", "HAS_ONE", "member", "owner"),
      relationship("$createdBy", "Created by", "HAS_ONE", "member", "created-by"),
      relationship("reports-to", "Reports to", "HAS_ONE", "contact", "reports-to"),
      relationship("referred", "Referred", "HAS_MANY", "contact", null),
    ]),
  };
}

/** The account definitions: just enough to turn a company's name into an ID and back. */
export function accountDefinitions(): DefinitionsJson {
  const { field, relationship } = createDefinitionBuilder(2);
  return {
    objectType: "account",
    fieldDefinitions: Object.fromEntries([
      field("$name", "Name", "TEXT"),
      field("$website", "Website", "URL", { multipleValues: true }),
      field("$industry", "Industry", "SINGLE_SELECT", { labels: INDUSTRIES }),
      field("employees", "Employees", "NUMBER"),
    ]),
    relationshipDefinitions: Object.fromEntries([relationship("$owner", "Owner", "HAS_ONE", "member", "owner")]),
  };
}

/** The shape of a member. There is no endpoint for it and nothing in it can be filtered. */
export function memberDefinitions(): DefinitionsJson {
  const { field } = createDefinitionBuilder(3);
  return {
    objectType: "member",
    fieldDefinitions: Object.fromEntries([field("$name", "Name", "FULL_NAME"), field("$email", "Email", "EMAIL"), field("$role", "Role", "TEXT")]),
    relationshipDefinitions: {},
  };
}
