import { isRegattaError, messageOf, RegattaError } from "@regatta/foundation";

interface Where {
  account: string;
  stackName: string;
}

/** The error of a deploy that CloudFormation could not do; the message is the reason by itself. */
export function deployFailed(reason: string, { account, stackName }: Where, cause?: unknown): RegattaError {
  return new RegattaError(reason, {
    code: "DEPLOY_FAILED",
    source: "service",
    nextStep: nextStepFor(reason, stackName),
    account,
    stackName,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** What a deploy threw as a RegattaError: kept if it is one, else the SDK's message with where it happened. */
export function asDeployError(error: unknown, where: Where): RegattaError {
  if (isRegattaError(error)) return error;
  const name = (error as Error | undefined)?.name ?? "";
  const message = messageOf(error);
  return deployFailed(name && !message.includes(name) ? `${name}: ${message}` : message, where, error);
}

function nextStepFor(reason: string, stackName: string): string {
  if (/capabilit(y|ies)/i.test(reason)) return "Add what it names to the service's capabilities.";
  if (/TerminationProtection/i.test(reason)) return "Switch off the stack's termination protection.";
  return `Look at the events of the stack ${stackName} in that account.`;
}
