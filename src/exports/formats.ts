/** What an export can be written as. */
export const FORMATS = ["csv", "vcard"] as const;
export type ExportFormat = (typeof FORMATS)[number];
