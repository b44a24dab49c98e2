// `pnpm bench [name …]`: Regatta beside what a user would pick instead, as ratios in one run. Says figures; judges nothing.
import { containers } from "./bench/containers.mjs";
import { deployTrace } from "./bench/deploy-trace.mjs";
import { expressMode } from "./bench/express-mode.mjs";
import { fingerprints } from "./bench/fingerprints.mjs";
import { leaseStorm } from "./bench/lease-storm.mjs";
import { makespan } from "./bench/makespan.mjs";
import { manyAccounts } from "./bench/many-accounts.mjs";
import { nothingToDeploy } from "./bench/nothing-to-deploy.mjs";
import { poolLook } from "./bench/pool-look.mjs";
import { trivialFiles } from "./bench/trivial-files.mjs";
import { warmPool } from "./bench/warm-pool.mjs";

const benches = {
  "trivial-files": trivialFiles,
  "nothing-to-deploy": nothingToDeploy,
  fingerprints,
  "deploy-trace": deployTrace,
  "express-mode": expressMode,
  "warm-pool": warmPool,
  "lease-storm": leaseStorm,
  "pool-look": poolLook,
  containers,
  makespan,
  "many-accounts": manyAccounts,
};

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(", ")}; there are: ${Object.keys(benches).join(", ")}.`);
  process.exit(2);
}
for (const name of named.length > 0 ? named : Object.keys(benches)) {
  console.log(`\n${name}`);
  await benches[name]();
}
