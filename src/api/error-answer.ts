import { isObject, type JsonObject, optionalText } from "./parse-lenient.ts";

/** An error answer of the API, in whichever form it came. */
export interface ErrorAnswer {
  readonly status: number;
  /** The API's type, such as `unprocessable_content`; derived from the status if the answer has none. */
  readonly type: string;
  /** Such as `unknown_field`. */
  readonly code?: string | undefined;
  /** The place in the request, such as `fields.$name`. */
  readonly param?: string | undefined;
  /** The API's message, or what is known if there is none. */
  readonly message: string;
  /** The possible meanings of an ambiguous label, as the API sent them. */
  readonly candidates?: unknown;
}

const TYPES: ReadonlyMap<number, string> = new Map([
  [400, "bad_request"],
  [401, "unauthorized"],
  [403, "forbidden"],
  [404, "not_found"],
  [405, "method_not_allowed"],
  [408, "request_timeout"],
  [409, "conflict"],
  [415, "unsupported_media_type"],
  [422, "unprocessable_content"],
  [425, "too_early"],
  [429, "too_many_requests"],
  [500, "internal_server_error"],
  [502, "bad_gateway"],
  [503, "service_unavailable"],
  [504, "gateway_timeout"],
]);

const LONGEST_WORD = 200;
const LONGEST_MESSAGE = 1_000;

/**
 * Reads an error's body: `{"error": {…}}`, the bare `{"type", "message"}`, or anything else.
 *
 * @param text the body, undefined if it could not be read
 * @param redact removes the API key from a text, if the API repeats it
 */
export function readErrorAnswer(status: number, contentType: string | null, text: string | undefined, redact: (text: string) => string): ErrorAnswer {
  const { type, code, param, message, candidates } = detailsOf(parseJson(text ?? "", redact));
  return {
    status,
    type: optionalText(type)?.slice(0, LONGEST_WORD) ?? TYPES.get(status) ?? `http_${status}`,
    code: optionalText(code)?.slice(0, LONGEST_WORD),
    param: optionalText(param)?.slice(0, LONGEST_WORD),
    message: optionalText(message)?.slice(0, LONGEST_MESSAGE) ?? withoutMessage(contentType, text, redact),
    ...(candidates === undefined || candidates === null ? {} : { candidates }),
  };
}

/** The object that holds the details. Where the error is only a text, that is its message. */
function detailsOf(json: unknown): JsonObject {
  if (!isObject(json)) return {};
  if (isObject(json.error)) return json.error;
  return typeof json.error === "string" ? { message: json.error } : json;
}

/** Plain text, such as a proxy's, is worth showing; HTML is not. */
function withoutMessage(contentType: string | null, text: string | undefined, redact: (text: string) => string): string {
  if (text === undefined) return "its explanation could not be read";
  const plain = redact(text).replaceAll(/\s+/g, " ").trim();
  if (contentType?.startsWith("text/plain") && plain !== "") return plain.slice(0, LONGEST_WORD);
  return plain === "" ? "it gave no explanation" : "it gave no readable explanation";
}

function parseJson(text: string, redact: (text: string) => string): unknown {
  try {
    // Parsed first, so that no escape sequence hides a key.
    return JSON.parse(redact(JSON.stringify(JSON.parse(text))));
  } catch {
    return undefined;
  }
}
