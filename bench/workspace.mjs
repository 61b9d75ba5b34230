// Workspaces to measure with: an ordinary one with 36 fields, and a huge one.
import { createHash } from "node:crypto";

/** @typedef {import("../src/sandbox/index.ts").DefinitionsJson} Definitions */
/** @typedef {import("../src/sandbox/index.ts").FieldDefinitionJson} Field */
/** @typedef {import("../src/sandbox/index.ts").RelationshipDefinitionJson} Relationship */

/** A UUID that is always the same for the same text. @param {string} text */
export function uuidOf(text) {
  const hex = createHash("sha256").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}

/**
 * @param {string} key
 * @param {readonly string[]} labels
 */
const options = (key, labels) => labels.map((label) => ({ id: `opt_${uuidOf(`${key}/${label}`)}`, label, description: null }));

/**
 * @param {string} key
 * @param {string} label
 * @param {string} valueType
 * @param {Partial<Field> & { labels?: readonly string[] }} [more] what the definition says beyond that; the labels of a
 *   select's options
 * @returns {[string, Field]}
 */
function field(key, label, valueType, { labels, typeConfiguration = {}, ...more } = {}) {
  return [
    key,
    {
      id: `ad_${uuidOf(key)}`,
      slug: key.replace(/^\$/, ""),
      label,
      description: null,
      valueType,
      readOnly: false,
      system: key.startsWith("$"),
      typeConfiguration: labels ? { ...typeConfiguration, options: options(key, labels) } : typeConfiguration,
      ...more,
    },
  ];
}

/**
 * @param {string} key
 * @param {string} label
 * @param {Relationship["cardinality"]} cardinality
 * @param {string} objectType
 * @returns {[string, Relationship]}
 */
const relationship = (key, label, cardinality, objectType) => [
  key,
  { id: `rd_${uuidOf(key)}`, slug: `${objectType}-${key.replace(/^\$/, "")}`, label, description: null, cardinality, objectType },
];

const RELATIONSHIPS = [
  relationship("$account", "Account", "HAS_MANY", "account"),
  relationship("$owner", "Owner", "HAS_ONE", "member"),
  relationship("$createdBy", "Created by", "HAS_ONE", "member"),
];

const MANY = { multipleValues: true };
const EUR = { currency: "EUR" };

/** Each field of the ordinary workspace with a plausible value. @type {readonly [[string, Field], unknown][]} */
const ORDINARY = [
  [field("$name", "Name", "FULL_NAME"), { firstName: "Katharina", lastName: "Lindqvist" }],
  [field("$email", "Email", "EMAIL", { typeConfiguration: MANY }), ["katharina.lindqvist@northwind-logistics.example", "kat.lindqvist@mail.example"]],
  [field("$title", "Title", "TEXT"), "VP Supply Chain Operations"],
  [field("$phone", "Phone", "TELEPHONE", { typeConfiguration: MANY }), ["+4930901820144"]],
  [
    field("$linkedIn", "LinkedIn", "SOCIAL_HANDLE", { typeConfiguration: { handleService: "LINKEDIN" } }),
    "https://www.linkedin.com/in/katharina-lindqvist",
  ],
  [field("$twitter", "X (Twitter)", "SOCIAL_HANDLE", { typeConfiguration: { handleService: "TWITTER" } }), "https://x.com/klindqvist"],
  [
    field("$address", "Address", "ADDRESS"),
    { street: "Torstraße 128", city: "Berlin", state: "Berlin", postalCode: "10119", country: "DE", latitude: 52.5294, longitude: 13.4012 },
  ],
  [field("$profilePhotoUrl", "Profile photo", "URL"), "https://photos.lightfield.example/katharina-lindqvist.jpg"],
  [field("$doNotContact", "Do not contact", "CHECKBOX"), false],
  [field("$lastInteractionAt", "Last interaction", "DATETIME", { readOnly: true }), "2026-02-11T14:32:08.000Z"],
  [
    field("$aiSummary", "AI summary", "MARKDOWN", { readOnly: true, description: "Written from mails and meetings." }),
    "**Katharina** leads the evaluation at *Northwind Logistics*.\n\n- Wants a pilot with two depots before the summer peak.\n- Asked for references from other carriers.",
  ],
  [
    field("lifecycle-stage", "Lifecycle stage", "SINGLE_SELECT", {
      labels: ["Subscriber", "Lead", "Marketing qualified", "Sales qualified", "Opportunity", "Customer", "Churned"],
    }),
    "Opportunity",
  ],
  [
    field("lead-source", "Lead source", "SINGLE_SELECT", {
      labels: ["Website", "Referral", "Trade show", "Cold outreach", "Partner", "Webinar", "Other"],
    }),
    "Trade show",
  ],
  [field("persona", "Persona", "SINGLE_SELECT", { labels: ["Decision maker", "Champion", "Influencer", "End user", "Blocker"] }), "Decision maker"],
  [
    field("department", "Department", "SINGLE_SELECT", {
      labels: ["Executive", "Sales", "Marketing", "Finance", "Operations", "Engineering", "Human resources", "Legal"],
    }),
    "Operations",
  ],
  [field("seniority", "Seniority", "SINGLE_SELECT", { labels: ["C-level", "VP", "Director", "Manager", "Individual contributor"] }), "VP"],
  [field("priority", "Priority", "SINGLE_SELECT", { labels: ["High", "Medium", "Low"] }), "High"],
  [field("language", "Preferred language", "SINGLE_SELECT", { labels: ["English", "German", "French", "Spanish", "Japanese"] }), "German"],
  [
    field("interests", "Product interests", "MULTI_SELECT", { labels: ["Routing", "Tracking", "Billing", "Analytics", "Integrations", "Security"] }),
    ["Routing", "Analytics"],
  ],
  [
    field("events", "Events attended", "MULTI_SELECT", { labels: ["LogiMAT 2025", "Launch webinar", "Customer day", "Roadshow"] }),
    ["LogiMAT 2025", "Launch webinar"],
  ],
  [field("icp-score", "ICP score", "NUMBER", { description: "How well the person fits, 0 to 100." }), 87],
  [field("deal-size", "Expected deal size", "CURRENCY", { typeConfiguration: EUR }), 48_000],
  [field("annual-budget", "Annual budget", "CURRENCY", { typeConfiguration: EUR }), 250_000],
  [field("next-follow-up", "Next follow-up", "DATETIME"), "2026-03-19T09:00:00.000Z"],
  [field("first-met-at", "First met", "DATETIME"), "2025-03-12T11:15:00.000Z"],
  [field("newsletter", "Newsletter", "CHECKBOX"), true],
  [field("mobile", "Mobile", "TELEPHONE"), ["+4915123456789"]],
  [field("assistant-email", "Assistant's email", "EMAIL"), "m.brandt@northwind-logistics.example"],
  [field("website", "Personal website", "URL"), "https://katharina-lindqvist.example/"],
  [field("crm-id", "Legacy CRM ID", "TEXT", { typeConfiguration: { unique: true } }), "CRM-104882"],
  [field("current-vendor", "Current vendor", "TEXT"), "in-house planning tool"],
  [field("referred-by", "Referred by", "TEXT"), "Jonas Weber"],
  [field("time-zone", "Time zone", "TEXT"), "Europe/Berlin"],
  [field("team-size", "Team size", "NUMBER"), 42],
  [field("notes", "Notes", "TEXT"), "Prefers calls before ten. Her team moves offices in April."],
  [field("background", "Background", "MARKDOWN"), "Ran warehouse operations for eight years before she joined Northwind."],
];

/** @type {Definitions} */
export const ORDINARY_WORKSPACE = {
  objectType: "contact",
  fieldDefinitions: Object.fromEntries(ORDINARY.map(([definition]) => definition)),
  relationshipDefinitions: Object.fromEntries(RELATIONSHIPS),
};

/** A value for every field of the ordinary workspace, as the API holds it. @type {Readonly<Record<string, unknown>>} */
export const FULL_VALUES = Object.fromEntries(
  ORDINARY.map(([[key, { valueType, typeConfiguration }], value]) => {
    const ids = new Map(typeConfiguration.options?.map(({ id, label }) => [label, id]));
    if (valueType === "SINGLE_SELECT") return [key, ids.get(String(value))];
    return [key, valueType === "MULTI_SELECT" && Array.isArray(value) ? value.map((label) => ids.get(label)) : value];
  }),
);

const HUGE_FIELDS = 300;
const MOST_OPTIONS = 200;
const HUGE_TYPES = ["TEXT", "SINGLE_SELECT", "NUMBER", "MULTI_SELECT", "DATETIME", "SINGLE_SELECT", "CHECKBOX", "CURRENCY", "URL", "MARKDOWN"];

/** 300 fields, 11 of them the system's; selects have from 4 to 200 options. @returns {Definitions} */
export function hugeWorkspace() {
  const system = ORDINARY.map(([definition]) => definition).filter(([key]) => key.startsWith("$"));
  const custom = Array.from({ length: HUGE_FIELDS - system.length }, (_, at) => {
    const valueType = HUGE_TYPES[at % HUGE_TYPES.length] ?? "TEXT";
    const count = Math.min(MOST_OPTIONS, 4 + ((at * 37) % 300));
    return field(`regional-attribute-${at}`, `Regional attribute ${at}`, valueType, {
      description: `What the region's team keeps as attribute ${at} of its contacts.`,
      ...(valueType === "CURRENCY" ? { typeConfiguration: EUR } : {}),
      ...(valueType.endsWith("SELECT") ? { labels: Array.from({ length: count }, (__, option) => `Regional choice ${at}-${option}`) } : {}),
    });
  });
  return {
    objectType: "contact",
    fieldDefinitions: Object.fromEntries([...system, ...custom]),
    relationshipDefinitions: Object.fromEntries(RELATIONSHIPS),
  };
}
