// A project's own suite, unchanged: what plain Jest says of it, and what it says through Regatta.
//   npm run test:compat -- --only jest-project --project <checkout> [--accounts 4] [--node-options "…"] [Jest's arguments]
// Jest and everything the tests need must be installed in the checkout.
import { realpathSync } from "node:fs";
import { differences, inShort, JestSides } from "./jest-sides.mjs";

/** @returns 0 where both say the same, 1 with every difference said. */
export async function compareJestProject(args) {
  const { project, accounts, nodeOptions, jestArgs } = parse([...args]);
  const sides = await JestSides.start({ accounts });
  try {
    const options = { directory: realpathSync(project), args: jestArgs, nodeOptions };
    const plain = await sides.plain(options);
    console.log(`  plain    ${inShort(plain)}`);
    const regatta = await sides.regatta({ ...options, accounts });
    console.log(`  regatta  ${inShort(regatta)}, ${accounts} accounts`);
    return tell({ plain, regatta });
  } finally {
    await sides.close();
  }
}

function parse(args) {
  const take = (name, otherwise) => {
    const at = args.indexOf(name);
    return at < 0 ? otherwise : args.splice(at, 2)[1];
  };
  const project = take("--project");
  if (!project) throw new Error("Say which project: --project <checkout with Jest installed>.");
  const accounts = Number(take("--accounts", "4"));
  return { project, accounts, nodeOptions: take("--node-options", ""), jestArgs: args };
}

function tell({ plain, regatta }) {
  if (!plain.report) {
    console.log(plain.output.slice(-4000));
    throw new Error("Plain Jest wrote no report: nothing can be compared.");
  }
  const failing = plain.report.testResults
    .filter(({ status }) => status === "failed")
    .map(({ name }) => name);
  if (failing.length > 0) console.log(`  failing in plain Jest: ${failing.join(", ")}`);
  const found = differences(plain, regatta);
  if (found.length === 0) {
    console.log("  totals, every file, every test, snapshots, exit code: the same");
    return 0;
  }
  for (const difference of found.slice(0, 50)) console.log(`  ${difference}`);
  console.log(`  ${found.length} differences`);
  if (!regatta.report) console.log(regatta.output.slice(-4000));
  return 1;
}
