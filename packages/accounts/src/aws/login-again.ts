// The SDK has no codes for these; its words, and those of the SSO portal.
const SSO_ENDED = /aws sso login|session token not found or invalid/i;
const LOGIN_ENDED = /aws login|re-?authenticate/i;

/**
 * The command that mends credentials which ended with a login; undefined where it is not that. Pure.
 * @param message what the SDK's provider of credentials said. @param profile undefined for the one the environment names.
 */
export function loginAgain(message: string, profile?: string): string | undefined {
  const option = profile === undefined ? "" : ` --profile ${profile}`;
  if (SSO_ENDED.test(message)) return `aws sso login${option}`;
  return LOGIN_ENDED.test(message) ? `aws login${option}` : undefined;
}
