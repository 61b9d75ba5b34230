// Replaces diacritics in the bundle, which i18n-iso-countries imports for a search of its own. The server compares names
// itself, so this never runs.
export function remove() {
  throw new Error("diacritics is not part of this bundle");
}
