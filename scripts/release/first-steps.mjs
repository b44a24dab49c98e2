import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bench/built.mjs";

const page = readFileSync(join(root, "docs/first-steps.md"), "utf8");
const FILE = /^`([^`]+)`:\n\n```\w+\n([\s\S]*?)^```$/gm;
const COMMAND = /^npx regatta (?!local-aws)(.*)$/gm;

/** Does what docs/first-steps.md says, word for word. @returns what was seen. */
export async function firstSteps(project) {
  const aws = await project.start("regatta", ["local-aws", "--accounts", "1", "--json"]);
  try {
    const { env } = JSON.parse(aws.line);
    for (const [, path, text] of page.matchAll(FILE))
      if (path !== "regatta.config.ts") project.write(path, text);
    const outputs = [];
    for (const [, args] of page.matchAll(COMMAND)) {
      const { status, output } = await project.run("regatta", args.split(" "), env);
      assert.equal(status, 0, `regatta ${args}\n${output}`);
      outputs.push(`${args}: ${output}`);
      if (args === "init") for (const [, path, text] of page.matchAll(FILE)) project.write(path, text);
      if (outputs.length === 5) changeTemplate(project);
    }
    return judge(outputs);
  } finally {
    await aws.end();
  }
}

/** The reader's own edit. */
function changeTemplate(project) {
  const path = "services/orders/template.yaml";
  const text = readFileSync(join(project.path, path), "utf8");
  const changed = text.replace(
    "    Properties:\n",
    "    Properties:\n      Tags: [{ Key: team, Value: shop }]\n",
  );
  assert.notEqual(changed, text);
  project.write(path, changed);
}

function judge(outputs) {
  const [init, status, plan, first, second, explained, third, replayed] = outputs;
  assert.match(status, /1 available/);
  assert.match(init, /Wrote regatta\.config\.ts/);
  assert.match(plan, /orders/);
  assert.match(first, /1 deployed, 0 skipped/);
  assert.match(second, /0 deployed, 1 skipped/);
  assert.match(explained, /template\.yaml/);
  assert.match(third, /1 deployed, 0 skipped/);
  assert.match(replayed, /1 passed/);
  return `${outputs.length} commands of docs/first-steps.md`;
}
