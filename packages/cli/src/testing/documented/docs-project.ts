import { createRequire } from "node:module";
import type { PoolAccountOfWorld } from "@regatta/local-aws";
import { testFile } from "../../whole-runs/testing/sample-project.ts";
import { sampleServices } from "../../whole-runs/testing/templates.ts";

const services = sampleServices({
  base: {},
  payments: { dependsOn: ["base"] },
  orders: { dependsOn: ["base"] },
  search: { dependsOn: ["base"] },
  web: { dependsOn: ["orders"] },
});

/** Test files of the names that pages give for examples; nine, for thirds of eight. */
const testFiles = {
  "tests/pay.test.ts": `test("pays twice", () => {}); test("pays", () => {});\n`,
  "tests/orders/refund.test.ts": `test("refunds an order", () => {}); test("pays twice", () => {});\n`,
  ...Object.fromEntries(Array.from({ length: 7 }, (_, n) => [`tests/shop-${n}.test.js`, testFile("")])),
};

// What the commands that start a program are to be seen by.
const standIns = {
  "bin/shell": '#!/bin/sh\nenv > shell.txt\n[ $# = 0 ] || exec /bin/sh "$@"\n',
  "bin/xdg-open": '#!/bin/sh\nprintf "%s\\n" "$1" > opened.txt\ncp "$1" opened.html\n',
  "bin/open": '#!/bin/sh\nexec "$(dirname "$0")/xdg-open" "$1"\n',
  "bin/wl-copy": "#!/bin/sh\ncat > copied.txt\n",
  "bin/aws": "#!/bin/sh\nenv > shell.txt\n",
  // What is to be installed is there.
  "bin/npm": '#!/bin/sh\n[ "$1" = ci ] || { echo "npm: no $1 here" >&2; exit 1; }\n',
  // Of one container: `circleci tests run` deals it all files.
  "bin/circleci": `#!/bin/bash
[ "$1 $2" = "tests run" ] || { echo "circleci: no command $*" >&2; exit 2; }
for word in "$@"; do case $word in --command=*) command=\${word#--command=} ;; esac; done
exec bash -c "$command"
`,
};

const sdk = createRequire(import.meta.url).resolve("@aws-sdk/client-cloudformation");

/** A test file that leaves a stack behind. */
export const leakingTest = testFile(`
  const { CloudFormationClient, CreateStackCommand } = require("${sdk}");
  const TemplateBody = '{"Resources":{"Topic":{"Type":"AWS::SNS::Topic"}}}';
  await new CloudFormationClient({}).send(new CreateStackCommand({ StackName: "left", TemplateBody }));`);

/** The files and the configuration of the shop that documented commands are run in. @param own Anna's account. */
export function docsProject(own: PoolAccountOfWorld | undefined): {
  files: Record<string, string>;
  config: Record<string, unknown>;
} {
  return {
    files: {
      ...services.files,
      ...testFiles,
      ...standIns,
      ".gitignore": "node_modules\n.regatta\nhome\nreports\nartifacts\ndownloads\ndeployed.json\nwarm.log\n",
      "jest.e2e.config.js": 'module.exports = { transform: {}, testMatch: ["**/pay.test.ts"] };\n',
    },
    config: {
      services: services.services,
      accounts: { max: 4 },
      cleaning: { proofSeconds: 0 },
      personal: {
        anna: {
          accountId: own?.id,
          region: own?.region,
          roleArn: own?.roleArn,
          externalId: own?.externalId,
        },
      },
    },
  };
}
