// The request of the baselines before they list their tool, as a server with typed tools must make it.
import ky from "ky";

/**
 * How many fields contacts have.
 *
 * @param {string} baseUrl
 * @param {string} apiKey
 * @param {typeof globalThis.fetch} [fetch]
 */
export async function countFields(baseUrl, apiKey, fetch = globalThis.fetch) {
  const headers = { authorization: `Bearer ${apiKey}`, "lightfield-version": "2026-03-01" };
  /** @type {{ fieldDefinitions: object }} */
  const { fieldDefinitions } = await ky.get(`${baseUrl}/v1/contacts/definitions`, { headers, fetch }).json();
  return Object.keys(fieldDefinitions).length;
}
