import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../bench/built.mjs";

const setup = (name) => import(join(root, "packages/setup/dist", `${name}.js`));

const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

// Of `circleci tests run`: every container is dealt its share, or none, and then nothing is started. With "Rerun failed
// tests" (RERUN has them) only what failed is dealt out.
const CIRCLECI = `#!/bin/bash
[ "$1 $2" = "tests run" ] || { echo "circleci: no command $*" >&2; exit 2; }
for word in "$@"; do case $word in --command=*) command=\${word#--command=} ;; esac; done
wanted() { if [ -n "$RERUN" ]; then grep -xF "$RERUN"; else cat; fi; }
files=$(wanted | sort | awk "(NR - 1) % $CIRCLE_NODE_TOTAL == $CIRCLE_NODE_INDEX")
[ -n "$files" ] || { echo "no tests for this container"; exit 0; }
echo "$files" | bash -c "$command"
`;

// What is to be installed is there.
const NPM = `#!/bin/bash
[ "$1" = ci ] || { echo "npm: no $1 here" >&2; exit 2; }
[ -f package-lock.json ] || { echo "npm ci: no package-lock.json" >&2; exit 1; }
`;

/** Test files that pass, beside the project's own. */
export const passing = Object.fromEntries(
  Array.from({ length: 7 }, (_, n) => [`shop-${n}.test.js`, `test("sells ${n}", () => {});\n`]),
);

/** The service's template, changed. @param value `broken` fails wherever it is deployed. */
export function template(value) {
  const Setting = {
    Type: "AWS::SSM::Parameter",
    ...(value === "broken" ? { Metadata: { LocalAws: { Fail: "update" } } } : {}),
    Properties: { Name: "/kit/app", Type: "String", Value: value },
  };
  return JSON.stringify({ Resources: { Setting } });
}

/**
 * Has an embedded AWS set up by the kit, and a project that has one service and some test files, for the jobs of a CI.
 * @param ciRoles parameters of the CI's roles beside CircleCI's `regatta-ci`. @param act what is done there.
 */
export async function inCiWorld(ciRoles, act) {
  const { KitWorld } = await setup("testing/kit-world");
  const { KitProject } = await setup("testing/kit-project");
  const kit = await KitWorld.start({ accountPolicies: ADMINISTRATOR, accounts: 4, ciRoles });
  const project = new KitProject();
  const jobs = mkdtempSync(join(tmpdir(), "regatta-ci-"));
  try {
    install(project);
    const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...env } = kit.aws.env;
    const accounts = () => kit.pool(kit.hub).list();
    const states = async () => (await accounts()).map(({ state }) => state);
    const machine = { source: project.directory, bin: standIns(jobs), jobs };
    return await act({ kit, project, accounts, states, machine, env });
  } finally {
    await kit.close();
    project.remove();
    rmSync(jobs, { recursive: true, force: true });
  }
}

function install(project) {
  const modules = join(project.directory, "node_modules");
  mkdirSync(join(modules, ".bin"));
  symlinkSync(join(root, "packages/cli/bin/regatta.js"), join(modules, ".bin/regatta"));
  symlinkSync(join(root, "node_modules/jest/bin/jest.js"), join(modules, ".bin/jest"));
  project.write("package-lock.json", "{}");
  for (const [name, text] of Object.entries(passing)) project.write(name, text);
}

/** Programs in the place of the CI's own. @returns their folder. */
function standIns(folder) {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  for (const [name, text] of Object.entries({ circleci: CIRCLECI, npm: NPM })) {
    writeFileSync(join(bin, name), text);
    chmodSync(join(bin, name), 0o755);
  }
  return bin;
}
