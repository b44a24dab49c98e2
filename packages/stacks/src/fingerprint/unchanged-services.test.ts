import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { aService, type Special } from "../testing/a-service.ts";
import { TempFolders, write } from "../testing/temp-folders.ts";
import { fingerprintServices } from "./fingerprint-services.ts";
import { UnchangedServices } from "./unchanged-services.ts";

const folders = new TempFolders();
afterAll(() => folders.removeAll());

async function servicesIn(root: string, special: Special = {}) {
  const env = {};
  const services = ["orders", "users"].map((name) =>
    aService(name, { directory: join(root, name), ...special }),
  );
  const fingerprints = await fingerprintServices(services, { env });
  return new UnchangedServices({ services, fingerprints, env });
}
const files = { "orders/template.yaml": "1", "orders/inner/x.ts": "1", "users/template.yaml": "1" };

test("a service that nobody touched may be deployed, however many ask at once", async () => {
  const unchanged = await servicesIn(await folders.repository(files));
  await Promise.all(Array.from({ length: 20 }, (_, i) => unchanged.check(i % 2 ? "orders" : "users")));
});

test("one that was edited may not, and the others may", async () => {
  const root = await folders.repository(files);
  const unchanged = await servicesIn(root);
  await writeFile(join(root, "orders/template.yaml"), "2");
  await write(root, { "orders/a.ts": "", "orders/b.ts": "", "orders/c.ts": "" });
  await expect(unchanged.check("orders")).rejects.toMatchObject({
    code: "SERVICE_EDITED",
    message:
      'The service "orders" was edited after the run had begun: template `template.yaml` changed, `a.ts` added, `b.ts` added and 1 more.',
  });
  await unchanged.check("users");
});

test("an edit is seen by whoever asks after it, though a look is under way", async () => {
  const root = await folders.repository(files);
  const unchanged = await servicesIn(root);
  const first = unchanged.check("orders").catch(() => undefined);
  await writeFile(join(root, "users/template.yaml"), "2");
  await expect(unchanged.check("users")).rejects.toMatchObject({ code: "SERVICE_EDITED" });
  await first;
});

const writers: Record<string, (root: string) => Special> = {
  "a build": () => ({ prepare: ["npm install"] }),
  sam: (root) => ({
    deployer: {
      kind: "sam",
      template: join(root, "orders/template.yaml"),
      parameters: {},
      capabilities: [],
      args: [],
    },
  }),
  serverless: (root) => ({
    deployer: {
      kind: "serverless",
      config: join(root, "orders/template.yaml"),
      stage: "dev",
      params: {},
      args: [],
    },
  }),
};

test.each(Object.entries(writers))(
  "%s may write into the folder; what the deployer is given may not change",
  async (_, special) => {
    const root = await folders.repository(files);
    const unchanged = await servicesIn(root, special(root));
    await write(root, { "orders/package-lock.json": "2", "orders/inner/x.ts": "2" });
    await unchanged.check("orders");
    await write(root, { "orders/template.yaml": "2" });
    await expect(unchanged.check("orders")).rejects.toMatchObject({ code: "SERVICE_EDITED" });
  },
);

test("what cdk and commands write while other accounts wait is no edit", async () => {
  const root = await folders.repository(files);
  const unchanged = await servicesIn(root, { deployer: { kind: "command", command: "make" } });
  await write(root, { "orders/cdk.context.json": "2" });
  await unchanged.check("orders");
});

test("files that cannot be read are an error for those who asked, and the next look is a new one", async () => {
  const root = await folders.repository(files);
  const unchanged = await servicesIn(root);
  await rename(join(root, "orders/template.yaml"), join(root, "gone"));
  await expect(unchanged.check("orders")).rejects.toMatchObject({ code: "SERVICE_INPUT_MISSING" });
  await rename(join(root, "gone"), join(root, "orders/template.yaml"));
  await unchanged.check("orders");
});
