import { middle, print } from "./figures.mjs";
import { account, sdk, startPoolTable } from "./pool-table.mjs";

const ACCOUNTS = 2_000;
const TIMES = 3;
const BATCH = 25;

/** What one look at a pool of 2,000 accounts costs, by what its accounts carry. */
export async function poolLook() {
  const world = await startPoolTable();
  try {
    console.log(`  ${ACCOUNTS} accounts; ${world.where}; units: reads, strongly consistent, of 4 KB`);
    const rows = [["", "an account", "pages", "read units", "answer", "a look", "the line alone"]];
    rows.push(await measured(world, "new accounts", { services: 0, changes: 1 }));
    rows.push(await measured(world, "12 services, whole history", { services: 12, changes: 10 }));
    rows.push(await measured(world, "60 services, whole history", { services: 60, changes: 10 }));
    print(rows);
  } finally {
    await world.close();
  }
}

async function measured(world, name, carried) {
  const client = world.client();
  await fill(client, world.table, name, carried);
  const pool = new world.Pool({ client, table: world.table, pool: name });
  await pool.readLine();
  const looks = [];
  for (let n = 0; n < TIMES; n++) looks.push(await cost(world, () => pool.readLine()));
  const place = pool.line({
    runId: "r",
    holder: "h",
    durationMs: 60_000,
    minimum: 1,
    maximum: 1,
    priority: 0,
  });
  const line = await cost(world, () => place.look({ held: 1, want: 0 }));
  const { pages, units, bytes } = looks[0];
  return [
    name,
    `${Math.round(bytes / ACCOUNTS)} B`,
    `${pages}`,
    `${units}`,
    `${(bytes / 1e6).toFixed(1)} MB`,
    `${Math.round(middle(looks.map(({ ms }) => ms)))} ms`,
    `${Math.max(1, line.units)} unit, ${Math.round(line.ms)} ms`,
  ];
}

async function cost({ sent }, look) {
  sent.length = 0;
  const startedAt = performance.now();
  await look();
  const ms = performance.now() - startedAt;
  return {
    ms,
    pages: sent.length,
    units: Math.round(sent.reduce((sum, { units }) => sum + units, 0)),
    bytes: sent.reduce((sum, { items = [] }) => sum + JSON.stringify(items).length, 0),
  };
}

async function fill(client, table, pool, { services, changes }) {
  const { BatchWriteItemCommand } = await sdk();
  for (let from = 1; from <= ACCOUNTS; from += BATCH) {
    const puts = Array.from({ length: BATCH }, (_, i) => ({
      PutRequest: { Item: item(pool, account(from + i), { services, changes }) },
    }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: puts } }));
  }
}

/** An account's item as the pool writes it after some leases. */
function item(pool, { id, region, roleArn, externalId }, { services, changes }) {
  const change = (n) => ({
    M: {
      id: { S: "6d3f6a1e-6c4b-4c7e-9d0e-0a3f1b2c4d5e" },
      at: { N: String(1_900_000_000_000 + n) },
      by: { S: "https://circleci.com/gh/shop/api/123456" },
      state: { S: n % 2 ? "available" : "leased" },
      why: { S: n % 2 ? "released by run 20300101-120000-ab12" : "leased by run 20300101-120000-ab12" },
    },
  });
  const fingerprints = Array.from({ length: services }, (_, n) => [`service-${n}`, { S: "f".repeat(64) }]);
  return {
    pk: { S: `pool#${pool}` },
    sk: { S: `account#${id}/${region}` },
    version: { N: "42" },
    state: { S: "available" },
    roleArn: { S: roleArn },
    externalId: { S: externalId },
    changedAt: { N: "1900000000000" },
    failures: { N: "0" },
    fingerprints: { M: Object.fromEntries(fingerprints) },
    history: { L: Array.from({ length: changes }, (_, n) => change(n)) },
  };
}
