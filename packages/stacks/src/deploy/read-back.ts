import { RegattaError } from "@regatta/foundation";
import type { ServiceDefinition } from "../service/service-definition.ts";
import type { StackState } from "../stack/stack-state.ts";
import { hasTags } from "../stack/stack-tags.ts";
import { howToTag } from "../tools/how-to-tag.ts";
import type { AccountCalls } from "./calls/stack-calls.ts";
import { mergeOutputs } from "./merge-outputs.ts";

/**
 * Reads every stack of a service after its deploy. Whatever deployed it: only what the stacks themselves say can be
 * skipped next time.
 * @returns the stacks' outputs.
 * @throws RegattaError STACK_NOT_DEPLOYED when one is not there, TAGS_NOT_SET when one lacks the wanted tags.
 */
export async function readBack(
  { reader, account }: Pick<AccountCalls, "reader" | "account">,
  service: ServiceDefinition,
  wanted: Record<string, string>,
): Promise<Record<string, string>> {
  const stacks = await Promise.all(
    service.stackNames.map(async (stackName) => {
      const stack = await reader.readOne(stackName);
      if (!stack) throw notDeployed(service, stackName, account);
      if (!hasTags(stack.tags, wanted)) throw tagsNotSet(service, stack, wanted, account);
      return stack;
    }),
  );
  return mergeOutputs(stacks);
}

function notDeployed({ name, stackNames }: ServiceDefinition, stackName: string, account: string) {
  return new RegattaError(`The deploy of "${name}" ended well, but there is no stack ${stackName}.`, {
    code: "STACK_NOT_DEPLOYED",
    source: "user",
    nextStep:
      stackNames.length === 1
        ? `Set the stack name of the service "${name}" to the one its deploy makes.`
        : `Name only the stacks that the deploy of "${name}" makes in this account.`,
    account,
    stackName,
  });
}

function tagsNotSet(
  service: ServiceDefinition,
  stack: StackState,
  wanted: Record<string, string>,
  account: string,
) {
  const missing = Object.keys(wanted).filter((key) => stack.tags[key] !== wanted[key]);
  const message = `The stack ${stack.name} was deployed, but ${missing.join(" and ")} of its tags are not as set.`;
  return new RegattaError(message, {
    code: "TAGS_NOT_SET",
    source: "service",
    nextStep: howToTag(service.deployer, service, wanted),
    account,
    stackName: stack.name,
  });
}
