import { seeded } from "../bench/waiting-files.mjs";

const FAR = "2999-12-31";

/** What happens in one run, by chance: the same for the same seed. */
export function randomPlan(seed) {
  const random = seeded(seed);
  const chance = (share) => random() < share;
  const among = (list) => list[Math.floor(random() * list.length)];
  const soundness = among([1, 0.95, 0.9, 0.6]);
  const how = () =>
    chance(soundness) ? "pass" : among(["fail", "fail", "fail", "load", "exit", "late", "hang"]);
  const files = Array.from({ length: 3 + Math.floor(random() * 5) }, (_, i) => ({
    name: `tests/f${i}.test.js`,
    // One for each attempt; the last one goes on.
    attempts: [how(), how(), how()],
    ms: Math.round(random() * 300),
  }));
  const quarantine = files.flatMap(({ name: file }) => {
    if (!chance(0.15)) return [];
    const test = among([undefined, "works", "something else"]);
    return [{ file, until: chance(0.8) ? FAR : "2020-01-01", ...(test ? { test } : {}) }];
  });
  return {
    files,
    quarantine,
    accounts: 1 + Math.floor(random() * 4),
    broken: chance(0.2),
    losesLease: chance(0.25),
    killsJest: chance(0.1),
    retries: Math.floor(random() * 3),
    bail: chance(0.15),
    backupCopies: chance(0.3),
  };
}

/** A test file that does as planned, and writes into `truth` what it came to; nobody else does. */
export function sourceOf({ name, attempts, ms }, { truth, brokenAccount }) {
  return `const { appendFileSync, writeFileSync } = require("node:fs");
const account = process.env.REGATTA_ACCOUNT_ID;
const say = (what) => appendFileSync(${JSON.stringify(truth)}, JSON.stringify({ file: ${JSON.stringify(name)}, what, account }) + "\\n");
function attempt(n) {
  try { writeFileSync(__filename + "." + n, "", { flag: "wx" }); return n; } catch { return attempt(n + 1); }
}
const plan = ${JSON.stringify(attempts)};
const what = account === ${JSON.stringify(brokenAccount)} ? "fail" : plan[Math.min(attempt(0), plan.length - 1)];
say("began");
if (what === "load") throw new Error("at load");
test("works", async () => {
  await new Promise((r) => setTimeout(r, ${ms}));
  if (what === "fail") throw new Error("failed");
  if (what === "exit") process.exit(0);
  if (what === "hang") await new Promise(() => {});
  if (what === "late") setImmediate(() => setImmediate(() => { throw new Error("late"); }));
  say(what);
}, 1e8);
`;
}
