import { defineFieldType } from "./define-field-type.ts";
import { textType } from "./text.ts";

const ENTITIES = new Map(Object.entries({ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " }));

/**
 * The text that a person would read: blocks on lines of their own, without tags, common entities resolved. For
 * showing only, never for a browser.
 *
 * @example
 * htmlText("<p>R&amp;D</p><p>Berlin</p>"); // => "R&D\nBerlin"
 */
export const htmlText = (html: string) =>
  html
    .replace(/<(script|style)\b[\s\S]*?(<\/\1\s*>|$)/gi, "")
    .replace(/<br\s*\/?>|<\/(p|div|li|h[1-6]|tr|blockquote)\s*>/gi, "\n")
    .replace(/<[^<>]*>/g, "")
    .replace(/&(#(\d+)|#x([\da-f]+)|(\w+));/gi, (entity, _, decimal?: string, hex?: string, name?: string) => {
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
      if (code !== undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
      return ENTITIES.get(name?.toLowerCase() ?? "") ?? entity;
    })
    .replace(/\n{3,}/g, "\n\n")
    .trim();

/** Not documented, but definitions with this type exist. */
export const html = defineFieldType<string>({
  ...textType("HTML text"),
  name: "html",
  hasLines: false,
  multiline: true,
  show: htmlText,
  search: { as: "text", texts: (html) => [htmlText(html)] },
  filter: { operators: [] },
});
