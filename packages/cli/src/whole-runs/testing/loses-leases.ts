import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { hubClient } from "../../testing/filled-pool.ts";
import { fileOf } from "./file-faults.ts";
import type { World } from "./world.ts";

const MARK = ".first";
const LOOK_MS = 30;

/**
 * Test files that wait for ever the first time they run, for their account to lose its lease.
 * @param files what they do after that, by name.
 */
export function losesLeases(files: Record<string, string>): {
  wrapped: Record<string, string>;
  /** Takes the lease of every account in which such a file waits, until it is stopped. */
  steal(world: World): { stop(): Promise<void> };
} {
  const wrapped = Object.fromEntries(
    Object.entries(files).map(([name, code]) => [fileOf(name), waitingFirst(code)]),
  );
  return { wrapped, steal };
}

function waitingFirst(code: string): string {
  return `let first = true;
try { require("fs").writeFileSync(__filename + "${MARK}", process.env.REGATTA_ACCOUNT_ID, { flag: "wx" }); }
catch { first = false; }
if (first) test("waits", () => new Promise(() => {}), 1e8);
else { ${code} }
`;
}

function steal(world: World): { stop(): Promise<void> } {
  const folder = join(world.project.directory, "tests");
  const stolen = new Set<string>();
  const taking: Array<Promise<unknown>> = [];
  const timer = setInterval(() => {
    const marks = readdirSync(folder).filter((name) => name.endsWith(MARK));
    for (const id of marks.map((name) => readFileSync(join(folder, name), "utf8"))) {
      if (id === "" || stolen.has(id)) continue;
      stolen.add(id);
      taking.push(takeLease(world, id));
    }
  }, LOOK_MS);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(taking);
    },
  };
}

/** Takes an account away from its holder, as if someone else had it: its lease has another id. */
export async function takeLease(world: World, id: string): Promise<void> {
  await hubClient(world.aws).send(
    new UpdateItemCommand({
      TableName: "regatta",
      Key: { pk: { S: "pool#default" }, sk: { S: `account#${id}/eu-west-1` } },
      UpdateExpression: "SET leaseId = :other",
      ExpressionAttributeValues: { ":other": { S: "someone-elses" } },
    }),
  );
}
