// `npm run test:docs [-- --only <part>] [--filter <text>] [--long]`: what the documents tell their readers to type is typed.
// `commands`: every command of Regatta's in the pages and in what --help prints, each in bash in a world of its own. `recipes`:
// every step of the CI recipes. `setup`, `real-pool`: these pages in their order, with the real AWS CLI (Python 3). `scripts`:
// every `npm run …` in a clone of what is committed, in its shortest form; with `--long` those too that take minutes.
import { parseArgs } from "node:util";
import { tryCommands } from "./docs/commands.mjs";
import { tryRealPoolPage } from "./docs/real-pool-page.mjs";
import { tryRecipes } from "./docs/recipes.mjs";
import { tryScripts } from "./docs/scripts.mjs";
import { trySetupPage } from "./docs/setup-page.mjs";

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
const parts = {
  commands: tryCommands,
  recipes: tryRecipes,
  setup: trySetupPage,
  "real-pool": tryRealPoolPage,
  scripts: tryScripts,
};
const { only, filter, long } = parseArgs({
  options: {
    only: { type: "string" },
    filter: { type: "string", default: "" },
    long: { type: "boolean", default: false },
  },
}).values;
if (only !== undefined && !Object.hasOwn(parts, only)) {
  console.error(`--only takes one of: ${Object.keys(parts).join(", ")}.`);
  process.exit(2);
}

const failures = [];
let passed = 0;

/** Does one thing, says how long it took, and goes on whatever came of it. */
async function report(title, act) {
  const started = Date.now();
  try {
    const said = await act();
    passed++;
    console.log(`✓ ${title}${said ? `: ${said}` : ""} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failures.push(title);
    console.log(`✗ ${title}\n${String(error.stack).replaceAll(/^/gm, "    ")}`);
  }
}

for (const [name, tryPart] of Object.entries(parts)) {
  if (only !== undefined && only !== name) continue;
  console.log(`\n${name}`);
  await tryPart({ report, long, wanted: (text) => text.includes(filter) });
}
console.log(`\n${passed} as the documents say, ${failures.length} not.`);
for (const title of failures) console.log(`  ${title}`);
process.exitCode = failures.length > 0 ? 1 : 0;
