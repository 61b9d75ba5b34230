// Replaces ajv and ajv-formats in the bundle, which the SDK imports. The server passes its own validator to the SDK, so
// this never runs.

// biome-ignore lint/style/noDefaultExport: the packages that it replaces have one
export default function noAjv() {
  throw new Error("ajv is not part of this bundle");
}

export { noAjv as Ajv };
