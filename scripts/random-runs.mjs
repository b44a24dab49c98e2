// `npm run random-runs -- [--runs 50] [--from 0]`: that many runs of the real program on the embedded AWS in which files,
// accounts and Jest misbehave at random; each is judged by what its test files say of themselves. A false green ends with 1.
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { takeLease } from "../packages/cli/dist/whole-runs/testing/loses-leases.js";
import { World } from "../packages/cli/dist/whole-runs/testing/world.js";
import { checkRun } from "./random-runs/check-run.mjs";
import { randomPlan, sourceOf } from "./random-runs/random-plan.mjs";

const { values } = parseArgs({
  options: { runs: { type: "string", default: "50" }, from: { type: "string", default: "0" } },
});
const first = Number(values.from);
const sum = { runs: 0, wrong: 0 };
for (let seed = first; seed < first + Number(values.runs); seed++) {
  const { code, wrong } = await oneRun(seed);
  sum.runs++;
  sum[`exit ${code}`] = (sum[`exit ${code}`] ?? 0) + 1;
  if (wrong.length > 0) {
    sum.wrong++;
    console.log(`npm run random-runs -- --runs 1 --from ${seed}: ${wrong.join("; ")}`);
  }
}
console.log(sum);
if (sum.wrong > 0) process.exitCode = 1;

async function oneRun(seed) {
  const plan = randomPlan(seed);
  const { quarantine, accounts, retries, backupCopies } = plan;
  const tests = { quarantine, retries, backupCopies, backupCopiesAfterSeconds: 0, fileTimeoutSeconds: 3 };
  const config = { tests, accounts: { leaseSeconds: 3, waitSeconds: 2 } };
  const world = await World.start({ accounts, files: {}, config });
  const { directory } = world.project;
  const truth = join(directory, "truth.jsonl");
  appendFileSync(truth, "");
  const brokenAccount = plan.broken ? world.aws.accounts[0].id : "";
  for (const file of plan.files) world.project.write(file.name, sourceOf(file, { truth, brokenAccount }));
  const stop = misbehave(world, plan, truth);
  try {
    const { code, events, output } = await world.call("run", ...(plan.bail ? ["--bail"] : []));
    const path = join(directory, "reports/regatta-junit.xml");
    const report = existsSync(path) ? readFileSync(path, "utf8") : "";
    const wrong = checkRun({ code, events: events(), report, truth: linesOf(truth), plan });
    if (wrong.length > 0 && values.runs === "1") console.log(output);
    return { code, wrong };
  } finally {
    stop();
    await world.close();
  }
}

/** Takes a lease away, or kills Jest, a while after the first file began. */
function misbehave(world, { losesLease, killsJest }, truth) {
  let done = false;
  const timer = setInterval(() => {
    const [began] = linesOf(truth);
    if (!began || done) return;
    done = true;
    if (losesLease) takeLease(world, began.account).catch(() => undefined);
    if (killsJest) killJest(world);
  }, 50);
  return () => clearInterval(timer);
}

function killJest({ project }) {
  const runs = join(project.directory, ".regatta/runs/latest/events.jsonl");
  const { pid } = linesOf(runs).find(({ kind }) => kind === "jest-started") ?? {};
  if (pid) process.kill(pid, "SIGKILL");
}

function linesOf(path) {
  const whole = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return whole.map((line) => JSON.parse(line));
}
