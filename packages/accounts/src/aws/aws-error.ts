import { isRegattaError, messageOf, RegattaError, type RegattaErrorDetails } from "@regatta/foundation";
import { loginAgain } from "./login-again.ts";

export interface AwsCall {
  /** What was asked, as IAM calls it: `dynamodb:UpdateItem`. */
  action: string;
  /** What it was asked of, for people: `table regatta`. */
  target: string;
  /** The account concerned, `<id>/<region>`. */
  account?: string | undefined;
}

interface AwsFailure {
  name?: string;
  code?: string;
  $metadata?: { httpStatusCode?: number };
}

const DENIED = ["AccessDeniedException", "AccessDenied", "UnauthorizedOperation"];
const NOT_TAKEN = [
  "UnrecognizedClientException",
  "InvalidClientTokenId",
  "ExpiredTokenException",
  "ExpiredToken",
  "InvalidSignatureException",
  "SignatureDoesNotMatch",
  "MissingAuthenticationToken",
];
const THROTTLED = [
  "ThrottlingException",
  "Throttling",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "TooManyRequestsException",
];
const UNREACHABLE = [
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EPIPE",
  "EHOSTUNREACH",
];

/**
 * Turns whatever a call of the SDK threw into a RegattaError that says what to do. A RegattaError passes as it is.
 * Told apart by name and code, never by class: several copies of the SDK may be loaded.
 */
export function toRegattaError(error: unknown, call: AwsCall): RegattaError {
  if (isRegattaError(error)) return error;
  const details = detailsOf(error as AwsFailure, messageOf(error));
  return new RegattaError(`${call.action} on ${call.target}: ${messageOf(error)}`, {
    ...details,
    nextStep: details.nextStep.replace("{action}", call.action).replace("{target}", call.target),
    ...(call.account === undefined ? {} : { account: call.account }),
    cause: error,
  });
}

type Details = RegattaErrorDetails & { nextStep: string };

function detailsOf(error: AwsFailure, message: string): Details {
  const name = nameOf(error, message);
  if (name === "ResourceNotFoundException")
    return user("TABLE_NOT_FOUND", "Run `regatta pool init`, or check table name, region and account.");
  if (isMissingCredentials(name, message)) {
    const login = loginAgain(message);
    if (login !== undefined) return user("LOGIN_ENDED", `Log in again: ${login}`);
    return user(
      "NO_CREDENTIALS",
      "Set credentials the AWS SDK finds: AWS_PROFILE, AWS_ACCESS_KEY_ID, or a role of the machine.",
    );
  }
  if (/region is missing/i.test(message))
    return user("NO_REGION", "Set AWS_REGION, or `pool.region` in the config.");
  if (DENIED.includes(name))
    return user("ACCESS_DENIED", "Allow {action} on {target} to the identity Regatta runs as.");
  if (NOT_TAKEN.includes(name))
    return user(
      "CREDENTIALS_REFUSED",
      "AWS does not take these credentials: renew them, or choose another profile.",
    );
  if (THROTTLED.includes(name))
    return service("AWS_THROTTLED", "Try again; if it stays, look at the limits of {target}.");
  if (UNREACHABLE.includes(error?.code ?? "") || name === "TimeoutError" || name === "AbortError") {
    return service(
      "AWS_UNREACHABLE",
      "Check the network, the region and AWS_ENDPOINT_URL; nothing is known to have changed.",
    );
  }
  return service("AWS_FAILED", "See the message above; try again if it is a passing failure.");
}

// The SDK wraps what is no Error to it, which those of another realm (Jest's sandbox) are not.
function nameOf(error: AwsFailure, message: string): string {
  return /^AWS SDK error wrapper for (\w+)/.exec(message)?.[1] ?? error?.name ?? "";
}

function isMissingCredentials(name: string, message: string): boolean {
  return (
    name === "CredentialsProviderError" || /could not load credentials|credential is missing/i.test(message)
  );
}

function user(code: string, nextStep: string): Details {
  return { code, source: "user", nextStep };
}

function service(code: string, nextStep: string): Details {
  return { code, source: "service", nextStep };
}
