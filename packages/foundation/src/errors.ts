/** Whose move it is: the user's (wrong input), a service's (AWS, the machine), or ours (a bug). */
export type ErrorSource = "user" | "service" | "internal";

export interface RegattaErrorDetails {
  /** Stable, upper snake case; what the troubleshooting page is indexed by. */
  code: string;
  source: ErrorSource;
  /** What the reader should do now; a sentence. */
  nextStep?: string;
  /** The account concerned, `<id>/<region>`. */
  account?: string;
  /** The CloudFormation stack concerned. */
  stackName?: string;
  cause?: unknown;
}

/** An expected failure: says what happened, where, and what to do next. Anything else thrown is a bug. */
export class RegattaError extends Error {
  override readonly name: string = "RegattaError";
  readonly code: string;
  readonly source: ErrorSource;
  readonly nextStep: string | undefined;
  readonly account: string | undefined;
  readonly stackName: string | undefined;

  constructor(message: string, details: RegattaErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.source = details.source;
    this.nextStep = details.nextStep;
    this.account = details.account;
    this.stackName = details.stackName;
  }
}

/**
 * Tells a RegattaError from anything else, also across realms and copies of this package (inside Jest's
 * sandbox `instanceof` is not to be trusted).
 */
export function isRegattaError(error: unknown): error is RegattaError {
  return (
    typeof error === "object" &&
    error !== null &&
    typeof (error as RegattaError).code === "string" &&
    ["user", "service", "internal"].includes((error as RegattaError).source)
  );
}

/** The message of anything that can be thrown. */
export function messageOf(error: unknown): string {
  if (typeof error === "object" && error !== null && "message" in error) {
    const { message, name } = error as { message: unknown; name?: unknown };
    return String(message || name || "unknown error");
  }
  return String(error);
}
