/** Statuses that the documented API answers with when a request fails. */
type ErrorStatus = 400 | 401 | 403 | 404 | 409 | 415 | 422 | 429 | 500 | 502 | 503 | 504;

/** `error.type` of the answer, by status. */
const TYPES: Record<ErrorStatus, string> = {
  400: "bad_request",
  401: "unauthorized",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
  415: "unsupported_media_type",
  422: "unprocessable_content",
  429: "too_many_requests",
  500: "internal_server_error",
  502: "bad_gateway",
  503: "service_unavailable",
  504: "gateway_timeout",
};

/** Machine-readable parts of an error, besides its message. */
interface ErrorDetail {
  /** A code of the contract, such as `unknown_field`. */
  readonly code?: string;
  /** The place of the error: `fields.$name`, `Idempotency-Key`. */
  readonly param?: string;
  /** Replaces the type that belongs to the status. */
  readonly type?: string;
}

/** The request breaks a rule of the API. The app turns this into the documented error answer. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: ErrorStatus;
  readonly detail: ErrorDetail;

  constructor(status: ErrorStatus, message: string, detail: ErrorDetail = {}) {
    super(message);
    this.status = status;
    this.detail = detail;
  }
}

/** Body of an error answer: `{error: {type, message, code?, param?}}`. */
export function errorBody(status: ErrorStatus, message: string, { type, code, param }: ErrorDetail = {}) {
  return { error: { type: type ?? TYPES[status], message, ...(code === undefined ? {} : { code }), ...(param === undefined ? {} : { param }) } };
}

/** 404 for a record that does not exist or was deleted. */
export const notFound = (what: string) => new ApiError(404, `${what} was not found.`);

/** 400 `invalid_type`: the value at `param` has the wrong shape. */
export const invalidType = (param: string, message: string) => new ApiError(400, message, { code: "invalid_type", param });

/** The part of a body at `param`. Throws `invalid_type` if it is not an object. */
export function asObject(value: unknown, param: string): object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalidType(param, `'${param}' must be an object.`);
  return value;
}
