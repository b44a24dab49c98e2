import { AwsError } from "../gateway/service.ts";

/** What an OpenID Connect token says of its bearer. */
export interface WebIdentity {
  /** Without `https://`. */
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
}

/**
 * Reads a token. **Its signature is not checked**: this embedded AWS has nobody's keys, and lets in whoever brings a
 * well-formed token of a provider the account knows. Nothing it opens is worth more than this process.
 * @param now server time, ms since the epoch.
 * @throws {AwsError} `InvalidIdentityToken`, `ExpiredTokenException`.
 */
export function readWebIdentityToken(token: string, now: number): WebIdentity {
  const [header, payload, signature, ...more] = token.split(".");
  const claims = decoded(payload);
  if (!decoded(header) || !claims || signature === undefined || more.length > 0)
    throw invalid(
      "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
    );
  const { iss: issuer, sub: subject, aud: audience, exp: endsAt } = claims;
  if (typeof issuer !== "string" || typeof subject !== "string")
    throw invalid("Missing a required claim: iss or sub");
  if (typeof endsAt !== "number") throw invalid("Missing a required claim: exp");
  if (endsAt * 1000 <= now)
    throw new AwsError(
      "ExpiredTokenException",
      "Token expired: current date/time must be before the expiration date/time",
    );
  return {
    issuer: issuer.replace("https://", "").replace(/\/$/, ""),
    subject,
    audiences: (Array.isArray(audience) ? audience : [audience]).map(String),
  };
}

function decoded(part: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? "", "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** As STS says it. */
export function invalid(message: string): AwsError {
  return new AwsError("InvalidIdentityToken", message);
}
