import { access, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import type { CdkDeployer, ServerlessDeployer } from "../service/deployer.ts";
import { aService } from "../testing/a-service.ts";
import { TempFolders } from "../testing/temp-folders.ts";
import { deployWithTool } from "./deploy-with-tool.ts";

const folders = new TempFolders();
afterAll(() => folders.removeAll());

const cdk: CdkDeployer = { kind: "cdk", app: "synthesise", context: {}, parameters: {}, args: [] };
const serverless: ServerlessDeployer = { kind: "serverless", stage: "test", params: {}, args: [] };

function deploy(directory: string, deployer: CdkDeployer | ServerlessDeployer, account = "210000000001") {
  return deployWithTool({
    service: aService("orders", { directory, stackName: "orders-test" }),
    deployer,
    tags: { "regatta:service": "orders", "regatta:fingerprint": "abc" },
    environment: { PATH: process.env.PATH ?? "", ACCOUNT: account },
    account: `${account}/eu-west-1`,
    signal: new AbortController().signal,
  });
}

/** A stand-in for the CLI: synthesises one stack, and keeps what it was told to deploy. */
const fakeCdk = `#!/bin/sh
case $1 in
synth)
  while [ "$1" != --output ]; do shift; done
  echo '{"artifacts":{"Orders":{"type":"aws:cloudformation:stack","displayName":"Test/Orders",
    "properties":{"stackName":"orders-test"}}}}' > "$2/manifest.json" ;;
deploy)
  echo "$@" > "told-$ACCOUNT"
  echo " ✅  orders-test (no changes)" ;;
esac
`;

test("cdk deploys what it has synthesised, each account from a folder of its own that is removed", async () => {
  const directory = await folders.plain({ "node_modules/.bin/cdk": fakeCdk });
  const accounts = ["210000000001", "210000000002"];
  const deployed = await Promise.all(accounts.map((account) => deploy(directory, cdk, account)));
  expect(deployed).toEqual([{ noUpdates: true }, { noUpdates: true }]);
  const told = await Promise.all(accounts.map((id) => readFile(join(directory, `told-${id}`), "utf8")));
  const assemblies = told.map((line) => / --app (\S+)/.exec(line)?.[1] ?? "");
  expect(new Set(assemblies).size).toBe(2);
  for (const line of told) expect(line).toMatch(/^deploy Test\/Orders --app /);
  for (const assembly of assemblies) await expect(access(assembly)).rejects.toMatchObject({ code: "ENOENT" });
});

test("an app that does not synthesise has touched nothing, and says so by its code", async () => {
  const directory = await folders.plain({
    "node_modules/.bin/cdk": "#!/bin/sh\necho no such module; exit 1\n",
  });
  await expect(deploy(directory, cdk)).rejects.toMatchObject({
    code: "CDK_SYNTH_FAILED",
    message: "cdk synth ended with exit code 1.\nno such module",
  });
});

test("a cloud assembly that is there is deployed as it is", async () => {
  const manifest = { artifacts: { Orders: { type: "aws:cloudformation:stack", properties: {} } } };
  const directory = await folders.plain({
    "node_modules/.bin/cdk": fakeCdk,
    "cdk.out/manifest.json": JSON.stringify(manifest),
  });
  await expect(deploy(directory, { ...cdk, app: "cdk.out" })).rejects.toMatchObject({
    code: "CDK_STACK_MISSING",
    nextStep: expect.stringContaining("it has: Orders"),
  });
  expect(await readdir(directory)).not.toContain("told-210000000001");
});

/** A stand-in for the framework: shows its configuration, and fails when another deploy is under way beside it. */
const fakeServerless = `#!/bin/sh
mkdir .serverless || exit 9
sleep 0.05
cat regatta-serverless.yml
rmdir .serverless
exit 1
`;

test("serverless deploys one after another in a folder, with tags, and leaves no configuration behind", async () => {
  const directory = await folders.plain({
    "node_modules/.bin/serverless": fakeServerless,
    "serverless.yml": "service: orders\nprovider: { name: aws }\n",
  });
  const deploys = [1, 2, 3].map(() => deploy(directory, serverless).catch((error) => error));
  for (const error of await Promise.all(deploys)) {
    expect(error).toMatchObject({
      code: "DEPLOY_FAILED",
      message: expect.stringMatching(/exit code 1\.[\s\S]*regatta:fingerprint: abc/),
    });
  }
  expect((await readdir(directory)).sort()).toEqual(["node_modules", "serverless.yml"]);
});

test("a serverless service without a configuration says where it was looked for", async () => {
  const directory = await folders.plain({});
  await expect(deploy(directory, serverless)).rejects.toMatchObject({
    message: expect.stringContaining(join(directory, "serverless.yml")),
  });
});
