import { messageOf, RegattaError } from "@regatta/foundation";
import { loginAgain } from "../aws/login-again.ts";

const WANTS_MFA = /multi-factor authentication/i;

/**
 * Why a profile, or the SDK's own chain, gives no credentials, and what its owner does about it. Pure.
 * @param error what the SDK's provider threw. @param profile undefined for the SDK's own chain.
 */
export function ownCredentialsError(error: unknown, profile: string | undefined): RegattaError {
  const whose = profile === undefined ? "The AWS SDK finds" : `The AWS profile "${profile}" gives`;
  const message = messageOf(error);
  const { code, nextStep } = whatToDo(message, profile);
  return new RegattaError(`${whose} no credentials: ${message}`, {
    code,
    source: "user",
    nextStep,
    cause: error,
  });
}

function whatToDo(message: string, profile: string | undefined): { code: string; nextStep: string } {
  const login = loginAgain(message, profile);
  if (login !== undefined) return { code: "LOGIN_ENDED", nextStep: `Log in again: ${login}` };
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
    nextStep: `Mend the profile until this works: aws sts get-caller-identity --profile ${profile}`,
  };
}
