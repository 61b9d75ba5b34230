/** Errors of the connection, or of that to a proxy, that another attempt would meet again. */
const PERMANENT =
  /^(ERR_ACCESS_DENIED|PROXY_STATUS_4|(PROXY_)?(CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_|ERR_TLS_CERT|HOSTNAME_MISMATCH))/;

/**
 * If these end the handshake, the other side does not speak TLS, or refuses it, whatever words OpenSSL has for that.
 * Only an alert of an internal error may pass. Once the connection is made, a request may have been sent.
 */
const NO_HANDSHAKE = /^(PROXY_)?ERR_SSL_(?!.*INTERNAL_ERROR)/;

/** OpenSSL has codes such as ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE. */
const CODE = /^[A-Z][A-Z0-9_./-]{1,60}$/;

/** The connection was never made, so the request cannot have arrived. */
const NEVER_SENT: ReadonlySet<unknown> = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]);

interface NetworkCause {
  readonly code: string;
  readonly neverSent: boolean;
  readonly permanent: boolean;
}

/** Why `fetch` failed, from the chain of causes. Only the code is kept: messages may quote headers with the key. */
export function networkCause(error: unknown): NetworkCause {
  let cause = error;
  for (let depth = 0; depth < 6 && typeof cause === "object" && cause !== null; depth += 1) {
    const code = property(cause, "code");
    if (typeof code === "string" && CODE.test(code)) {
      const syscall = property(cause, "syscall");
      // Node aggregates errors only while it tries the addresses of a host.
      const connecting = syscall === "connect" || syscall === "getaddrinfo" || cause instanceof AggregateError;
      const permanent = PERMANENT.test(code) || (connecting && NO_HANDSHAKE.test(code));
      return { code, permanent, neverSent: permanent || connecting || NEVER_SENT.has(code) };
    }
    cause = property(cause, "cause");
  }
  return { code: "UNKNOWN", neverSent: false, permanent: false };
}

function property(value: object, name: string): unknown {
  return Reflect.get(value, name);
}
