import { UpdateItemCommand, type UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import { isWaiter } from "../line/waiter-item.ts";
import type { Item } from "./condition.ts";
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
  "passes the line": {
    answer: (output, machine) =>
      changing(output, (item) => (item.runId?.S?.startsWith(`${machine.name}/`) ? item : undefined)),
  },
  "heeds a waiter that died": {
    answer: (output, _, now) =>
      changing(output, (item) => ({ ...item, until: { N: String(now + 3_600_000) } })),
  },
  "trusts the machine's clock for the line": {
    answer: (output, machine, now) => changing(output, (item) => moved(item, "until", now - machine.now())),
    command: (command, machine, now) => {
      if (!(command instanceof UpdateItemCommand)) return command;
      const { input } = command;
      const values = moved(input.ExpressionAttributeValues ?? {}, ":until", machine.now() - now);
      return new UpdateItemCommand({ ...input, ExpressionAttributeValues: values }) as unknown as SentCommand;
    },
  },
  "gathers a minimum one by one": { accumulates: true },
  "never says what a run could give back": rewriting(isTake, ({ input }) => ({
    ...input,
    UpdateExpression: input.UpdateExpression?.replace(", #leaseMinimum = :leaseMinimum", ""),
  })),
};

/** A look's answer with the places in the line changed, or left out. */
function changing(output: object, change: (item: Item) => Item | undefined): object {
  const { Items: items } = output as { Items?: Item[] };
  if (!items) return output;
  const changed = items.map((item) => (isWaiter(item) ? change(item) : item));
  return { ...output, Items: changed.filter((item) => item !== undefined) };
}

/** A time moved by so many ms; an item without it stays as it is. */
function moved(item: Item, name: string, ms: number): Item {
  const at = item[name]?.N;
  return at === undefined ? item : { ...item, [name]: { N: String(Number(at) + ms) } };
}

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
