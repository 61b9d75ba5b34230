/** Replaces the SDK's default validator, which packaging/build-options.mjs leaves out of every bundle. */
export const noValidator = {
  getValidator: () => {
    throw new Error("No JSON Schema validator is built in");
  },
};
