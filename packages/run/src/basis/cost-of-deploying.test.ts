import { expect, test } from "@jest/globals";
import type { PoolAccount } from "@regatta/accounts";
import { type Fingerprint, type ServiceDefinition, ServiceGraph } from "@regatta/stacks";
import { costOfDeploying } from "./cost-of-deploying.ts";
import type { RunBasis } from "./run-basis.ts";

const service = (name: string, ...dependsOn: string[]) =>
  ({ name, stackNames: [name], dependsOn }) as unknown as ServiceDefinition;
const graph = new ServiceGraph([
  service("database"),
  service("orders"),
  service("users"),
  service("web", "orders"),
]);
const digests = { database: "d", orders: "o", users: "u", web: "w" };
const fingerprints = new Map(
  Object.entries(digests).map(([name, digest]) => [
    name,
    { service: name, digest, inputs: [] } as Fingerprint,
  ]),
);
const deployMs = { database: 300_000, orders: 20_000, users: 30_000, web: 10_000 };

function costWith(has: Record<string, string>, force: string[] = []): number {
  const config = { deploy: { concurrency: 8 } };
  const wanted = { graph, fingerprints, force: new Set(force) };
  const basis = { config, wanted, deployMs } as unknown as RunBasis;
  return costOfDeploying(basis)({ fingerprints: has } as unknown as PoolAccount);
}

test("an account that lacks one slow service costs more than one that lacks three quick ones", () => {
  const { database, ...quick } = digests;
  expect(costWith(quick)).toBe(300_000);
  expect(costWith({ database })).toBe(30_000);
});

test("an account that is up to date costs nothing, unless it is to be deployed all the same", () => {
  expect(costWith(digests)).toBe(0);
  expect(costWith(digests, ["web"])).toBe(10_000);
  expect(costWith({ ...digests, web: "older", another: "x" })).toBe(10_000);
});
