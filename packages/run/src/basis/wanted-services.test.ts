import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import { loadConfig } from "@regatta/config";
import { wantedServices } from "./wanted-services.ts";

let folder: string;
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

test.each([
  ["outside of git", false, {}],
  ["where git does not ignore it", true, {}],
  [
    "in folders of the user's choice",
    false,
    { directory: "logs", junit: "junit.xml", emf: "emf.jsonl", cache: "cache" },
  ],
])("what a run writes into a service's folder is no edit of it: %s", async (_, inGit, output) => {
  folder = await mkdtemp(join(tmpdir(), "regatta-basis-"));
  if (inGit) execFileSync("git", ["init", "-q", folder]);
  await write("template.json", JSON.stringify({ Resources: { Topic: { Type: "AWS::SNS::Topic" } } }));
  const services = { api: { directory: ".", template: "template.json", inputs: ["**/*.log"] } };
  await write("regatta.config.json", JSON.stringify({ pool: { table: "regatta" }, services, output }));
  const config = await loadConfig({ cwd: folder });
  const { unchanged } = await wantedServices(config, {});
  const { directory, junit, emf = junit, cache = join(directory, "cache") } = config.output;
  for (const path of [
    join(directory, "runs/1/events.jsonl"),
    join(directory, "jest.log"),
    junit,
    emf,
    cache,
  ]) {
    await write(path.slice(folder.length), "x");
  }
  await unchanged.check("api");
  await write("handler.log", "x");
  await expect(unchanged.check("api")).rejects.toMatchObject({ code: "SERVICE_EDITED" });
});
