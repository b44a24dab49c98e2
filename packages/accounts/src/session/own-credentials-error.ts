import { messageOf, RegattaError } from "@regatta/foundation";

// The SDK has no codes for these; its words, and those of the SSO portal.
const SSO_ENDED = /aws sso login|session token not found or invalid/i;
const LOGIN_ENDED = /aws login|re-?authenticate/i;
const WANTS_MFA = /multi-factor authentication/i;

/**
 * Why a profile, or the SDK's own chain, gives no credentials, and what its owner does about it. Pure.
 * @param error what the SDK's provider threw. @param profile undefined for the SDK's own chain.
 */
export function ownCredentialsError(error: unknown, profile: string | undefined): RegattaError {
  const option = profile === undefined ? "" : ` --profile ${profile}`;
  const whose = profile === undefined ? "The AWS SDK finds" : `The AWS profile "${profile}" gives`;
  const message = messageOf(error);
  const { code, nextStep } = whatToDo(message, option, profile);
  return new RegattaError(`${whose} no credentials: ${message}`, {
    code,
    source: "user",
    nextStep,
    cause: error,
  });
}

function whatToDo(
  message: string,
  option: string,
  profile: string | undefined,
): { code: string; nextStep: string } {
  if (SSO_ENDED.test(message))
    return { code: "LOGIN_ENDED", nextStep: `Log in again: aws sso login${option}` };
  if (LOGIN_ENDED.test(message)) return { code: "LOGIN_ENDED", nextStep: `Log in again: aws login${option}` };
  if (WANTS_MFA.test(message)) {
    return {
      code: "PROFILE_UNUSABLE",
      nextStep:
        "Regatta asks for no codes. Let a tool that does (aws-vault, granted) give the profile a session, or start Regatta with it.",
    };
  }
  if (profile === undefined) {
    return {
      code: "NO_CREDENTIALS",
      nextStep: "Set AWS_PROFILE or keys, or name a `profile` for the account in the configuration.",
    };
  }
  return {
    code: "PROFILE_UNUSABLE",
    nextStep: `Mend the profile until this works: aws sts get-caller-identity${option}`,
  };
}
