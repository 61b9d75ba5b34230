// Stands in the bundle where the SDK imports ajv and ajv-formats. The server is given a validator of its own, so that this is never run.

// biome-ignore lint/style/noDefaultExport: the packages that it stands for have one
export default function noAjv() {
  throw new Error("ajv is not part of this bundle");
}

export { noAjv as Ajv };
