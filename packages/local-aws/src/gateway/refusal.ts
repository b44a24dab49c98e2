import { AwsError } from "./service.ts";
import { type Protocol, protocolOf, type ServiceName } from "./service-name.ts";

/** Why a request is refused before, or instead of, reaching its service. */
export type RefusalReason =
  | "no-signature"
  | "unknown-key"
  | "wrong-signature"
  | "stale-signature"
  | "expired-session"
  | "access-denied"
  | "throttle"
  | "server-error"
  | "unknown-operation";

type Wording = readonly [code: string, status: number];

/** Protocols that word their refusals alike. */
type Family = "query" | "ec2" | "json" | "rest-xml";

/** Codes and statuses from each protocol's "Common Errors" page in the API references. */
const wordings: Record<Family, Record<RefusalReason, Wording>> = {
  query: {
    "no-signature": ["MissingAuthenticationToken", 403],
    "unknown-key": ["InvalidClientTokenId", 403],
    "wrong-signature": ["SignatureDoesNotMatch", 403],
    "stale-signature": ["SignatureDoesNotMatch", 403],
    "expired-session": ["ExpiredToken", 403],
    "access-denied": ["AccessDenied", 403],
    throttle: ["Throttling", 400],
    "server-error": ["InternalFailure", 500],
    "unknown-operation": ["InvalidAction", 400],
  },
  // "Error codes for the Amazon EC2 API".
  ec2: {
    "no-signature": ["MissingAuthenticationToken", 403],
    "unknown-key": ["AuthFailure", 401],
    "wrong-signature": ["SignatureDoesNotMatch", 403],
    "stale-signature": ["RequestExpired", 400],
    "expired-session": ["RequestExpired", 400],
    "access-denied": ["UnauthorizedOperation", 403],
    throttle: ["RequestLimitExceeded", 503],
    "server-error": ["InternalError", 500],
    "unknown-operation": ["InvalidAction", 400],
  },
  json: {
    "no-signature": ["MissingAuthenticationTokenException", 400],
    "unknown-key": ["UnrecognizedClientException", 400],
    "wrong-signature": ["InvalidSignatureException", 400],
    "stale-signature": ["InvalidSignatureException", 400],
    "expired-session": ["ExpiredTokenException", 400],
    "access-denied": ["AccessDeniedException", 400],
    throttle: ["ThrottlingException", 400],
    "server-error": ["InternalServerError", 500],
    "unknown-operation": ["UnknownOperationException", 400],
  },
  // "Error responses" of the S3 API reference.
  "rest-xml": {
    "no-signature": ["AccessDenied", 403],
    "unknown-key": ["InvalidAccessKeyId", 403],
    "wrong-signature": ["SignatureDoesNotMatch", 403],
    "stale-signature": ["RequestTimeTooSkewed", 403],
    "expired-session": ["ExpiredToken", 400],
    "access-denied": ["AccessDenied", 403],
    throttle: ["SlowDown", 503],
    "server-error": ["InternalError", 500],
    "unknown-operation": ["NotImplemented", 501],
  },
};

const messages: Record<RefusalReason, string> = {
  "no-signature": "Request is missing Authentication Token",
  "unknown-key": "The security token included in the request is invalid.",
  "wrong-signature":
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
  "stale-signature": "Signature expired: the request's time is too far from the server's",
  "expired-session": "The security token included in the request is expired",
  "access-denied": "You are not authorized to perform this operation",
  throttle: "Rate exceeded",
  "server-error": "The server encountered an internal error trying to fulfill the request.",
  "unknown-operation": "The operation is not known to this service",
};

/** The error as the service words it. @param message instead of the usual one. */
export function refusal(service: ServiceName, reason: RefusalReason, message?: string): AwsError {
  const [code, status] = wordings[family(protocolOf[service])][reason];
  return new AwsError(code, message ?? messages[reason], status);
}

function family(protocol: Protocol): Family {
  if (protocol === "query" || protocol === "ec2" || protocol === "rest-xml") return protocol;
  return "json";
}
