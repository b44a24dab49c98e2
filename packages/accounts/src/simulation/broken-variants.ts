import { UpdateItemCommand, type UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import type { SentCommand } from "./simulated-client.ts";
import type { Broken } from "./world.ts";

/** Pools with one condition broken each, by what reaches the table or what the holder heeds: all must be noticed. */
export const brokenVariants: Record<string, Broken> = {
  "takes an account whatever its version": rewriting(isTake, ({ input }) => without(input, "#version")),
  "takes an account whatever its state and version": rewriting(isTake, ({ input }) =>
    without(input, "#version", "#state"),
  ),
  "reaps to available": rewriting(isReap, ({ input }) => ({
    ...input,
    ExpressionAttributeValues: { ...input.ExpressionAttributeValues, ":state": { S: "available" } },
  })),
  "trusts the machine's clock": { date: (_, machine) => machine.now() },
  "renews whoever's lease it is": rewriting(isRenewal, ({ input }) =>
    without(input, "#leaseId", "#leaseExpiresAt"),
  ),
  "renews back when late": rewriting(isRenewal, ({ input }) => without(input, "#leaseExpiresAt")),
  "hands back whoever's lease it is": rewriting(isHandBack, ({ input }) => without(input, "#leaseId")),
  "does not fence itself": { withoutFencing: true },
};

interface Write {
  input: UpdateItemCommandInput;
  has: (value: string) => boolean;
}

function rewriting(
  applies: (write: Write) => boolean,
  rewrite: (write: Write) => UpdateItemCommandInput,
): Broken {
  return {
    command: (command: SentCommand) => {
      if (!(command instanceof UpdateItemCommand)) return command;
      const { input } = command;
      const write: Write = { input, has: (value) => input.ExpressionAttributeValues?.[value] !== undefined };
      return applies(write) ? (new UpdateItemCommand(rewrite(write)) as unknown as SentCommand) : command;
    },
  };
}

function isTake({ has }: Write): boolean {
  return has(":leaseId");
}

function isReap({ has }: Write): boolean {
  return has(":ifNow");
}

function isRenewal({ has }: Write): boolean {
  return has(":leaseExpiresAt") && !has(":leaseId");
}

function isHandBack({ has }: Write): boolean {
  return has(":ifLease") && has(":state") && !has(":ifNow");
}

/** Drops the parts of the condition about these attributes; all that always remains is that the item is there. */
function without(input: UpdateItemCommandInput, ...names: string[]): UpdateItemCommandInput {
  const parts = input.ConditionExpression?.split(" AND ") ?? [];
  const kept = parts.filter((part) => !names.some((name) => part.startsWith(`${name} `)));
  return {
    ...input,
    ConditionExpression: [...kept, "attribute_exists(pk)"].join(" AND "),
  };
}
