import { built } from "./built.mjs";
import { startEmbeddedAws } from "./embedded-aws.mjs";
import { print, seconds } from "./figures.mjs";
import { contenders, shardsByTime, warm } from "./makespan-contenders.mjs";
import { Project } from "./project.mjs";
import { lengths, normal, seeded, WaitingFiles } from "./waiting-files.mjs";

const FILES = Number(process.env.BENCH_FILES ?? 300);
const ACCOUNTS = 20;
/** How long the files take at least, with every account busy throughout, s. */
const LEAST_S = Number(process.env.BENCH_LEAST_SECONDS ?? 12);
/** Names of contenders, with commas; all when left out. */
const ONLY = process.env.BENCH_ONLY?.split(",");
const WRONG_BY = 0.3;
const SLOW_SHARE = 0.02;
// Where an account is lost: a run notices at a heartbeat, every third of this. Minutes are usual, as are longer files.
const LEASE_S = 15;

/**
 * How near the end of a run comes to the shortest time possible: 300 files that wait over 20 accounts, on real Jest. Wall
 * clock from the command to the end of the last file, so that starting counts, and from the first file on.
 */
export async function makespan() {
  const aws = await startEmbeddedAws({ accounts: ACCOUNTS });
  const project = new Project({ aws, config: {}, files: {} });
  const env = { ...process.env, ...aws.env, CI: "true" };
  Object.assign(process.env, aws.env);
  try {
    const { createDynamoDBClient, Pool } = await built("accounts");
    const pool = new Pool({ client: createDynamoDBClient(), table: "bench", pool: "default" });
    await pool.createTable();
    for (const account of aws.accounts) await pool.add(account);
    const world = {
      project,
      env,
      pool,
      files: new WaitingFiles(project),
      accounts: ACCOUNTS,
      leastMs: LEAST_S * 1000,
    };
    console.log(
      `  ${FILES} files, lognormal, over ${ACCOUNTS} accounts; the files alone take ${LEAST_S} s at least`,
    );
    for (const scenario of scenarios()) await compare(scenario, world);
  } finally {
    project.remove();
    await aws.close();
  }
}

function scenarios() {
  const random = seeded(5);
  const totalMs = LEAST_S * 1000 * ACCOUNTS;
  const ms = lengths({ count: FILES, totalMs, longestMs: 0.6 * LEAST_S * 1000, random });
  const wrong = ms.map((one) => one * Math.exp(WRONG_BY * normal(random)));
  const slow = new Set(
    Array.from({ length: Math.round(FILES * SLOW_SHARE) }, () => Math.floor(random() * FILES)),
  );
  const all = ["regatta", "jest --shard", "shards by time", "a CLI per file"];
  return [
    { title: "estimates that are right", ms, expected: ms, slow: new Set(), contenders: all },
    {
      title: `estimates 30 % wrong, and ${slow.size} files that take 4 times as long for once`,
      ms,
      expected: wrong,
      slow,
      contenders: ["regatta", "regatta --backup-copies", "jest --shard", "shards by time"],
    },
    {
      title:
        "an account lost half-way (a shard is run again from its start, in the account that is free first)",
      ms,
      expected: ms,
      slow: new Set(),
      loses: true,
      contenders: ["regatta", "jest --shard", "shards by time"],
    },
  ];
}

async function compare(scenario, world) {
  const leastMs = leastOf(scenario);
  const rows = [["", "from the command on", "", "from the first file on", "", "first file after"]];
  const words = [];
  for (const [at, name] of scenario.contenders.entries()) {
    if (ONLY && !ONLY.includes(name)) continue;
    world.files.write(scenario);
    const accounts = { max: ACCOUNTS, ...(scenario.loses ? { leaseSeconds: LEASE_S } : {}) };
    world.project.write(
      "regatta.config.json",
      // Files are shorter here than anywhere: those that are late are so at once.
      JSON.stringify({
        pool: { table: "bench" },
        services: {},
        accounts,
        tests: { backupCopiesAfterSeconds: 0 },
      }),
    );
    // A suite of its own each time: nothing is known but what `--timings` says.
    world.project.write(
      "package.json",
      JSON.stringify({ name: `bench-${scenario.title.length}-${at}`, jest: { transform: {} } }),
    );
    await cleaned(world.pool);
    await warm(world);
    const began = Date.now();
    const output = await contenders[name](world, scenario);
    const { first, last, ended } = world.files.times();
    if (ended !== FILES) throw new Error(`${name}: ${ended} of ${FILES} files ended`);
    const figures = [last - began, last - first].flatMap((ms) => [seconds(ms), (ms / leastMs).toFixed(3)]);
    rows.push([name, ...figures, seconds(first - began)]);
    words.push(
      ...(output?.match(/^time {4}.*(\n {8}.*)*/m)?.[0].split("\n") ?? []).map((line) => `    ${line}`),
    );
  }
  console.log(`  ${scenario.title}; the least possible is ${seconds(leastMs)}`);
  if (!scenario.loses) console.log(`  ${byArithmetic(scenario, leastMs)}`);
  print(rows.map(aligned));
  if (words.length > 0) console.log(["  in the words of Regatta's summaries:", ...words].join("\n"));
}

/** The accounts in which something was cut off, copies that lost too, are dirty: here nothing is in them. */
async function cleaned(pool) {
  for (const account of await pool.list()) {
    if (account.state !== "available") await pool.reset(account, { by: "bench", reason: "for the next run" });
  }
}

/** What the order alone gives, if nothing had to be started and no processor were busy. */
function byArithmetic(scenario, leastMs) {
  const order = scenario.expected.map((ms, i) => ({ ms, i })).sort((a, b) => b.ms - a.ms);
  const ends = Array.from({ length: ACCOUNTS }, () => 0);
  for (const { i } of order) ends[ends.indexOf(Math.min(...ends))] += tookOf(scenario)[i];
  const shards = shardsByTime(scenario.expected, ACCOUNTS).map((files) =>
    files.reduce((sum, i) => sum + tookOf(scenario)[i], 0),
  );
  const ratio = (ms) => (ms / leastMs).toFixed(3);
  return `by arithmetic: longest expected first, to whichever is free ${ratio(Math.max(...ends))}; shards by time ${ratio(Math.max(...shards))}`;
}

/** How long each file takes at its first attempt, ms. */
const tookOf = ({ ms, slow }) => ms.map((one, i) => one * (slow.has(i) ? 4 : 1));

/** A row below the heads of its columns. */
function aligned([name, ...cells], _, [heads]) {
  return [name, ...cells.map((cell, i) => cell.padStart(heads[i + 1].length || 6))];
}

/** No run is shorter than its longest file, or than the files shared evenly; what a lost account had done counts. */
function leastOf(scenario) {
  const took = tookOf(scenario);
  const workMs = took.reduce((sum, one) => sum + one, 0);
  const evenMs = workMs / ACCOUNTS;
  const sharedMs = scenario.loses ? evenMs / 2 + workMs / 2 / (ACCOUNTS - 1) : evenMs;
  return Math.max(sharedMs, ...took);
}
