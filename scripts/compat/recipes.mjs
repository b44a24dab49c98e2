// The CI recipes in the docs, and our own workflows, against the JSON schemas of their CIs, as check-jsonschema brings them.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bench/built.mjs";
import { installFromPyPi } from "./installed.mjs";

const workflows = ".github/workflows";

/** check-jsonschema, as the parts that use it have it. */
export const CHECK_JSON_SCHEMA = [["check-jsonschema==0.37.0"], "about 20 MB"];

/** The files by the schema they are to keep to. */
const filesOf = {
  "vendor.circle-ci": ["docs/recipes/circleci.yml", "docs/recipes/circleci-orb.yml"],
  "vendor.github-workflows": [
    "docs/recipes/github-actions.yml",
    ...readdirSync(join(root, workflows)).map((name) => join(workflows, name)),
  ],
  "vendor.gitlab-ci": ["docs/recipes/gitlab-ci.yml"],
};

export async function checkRecipes() {
  const folder = installFromPyPi("recipes", ...CHECK_JSON_SCHEMA);
  const check = join(folder, "bin", "check-jsonschema");
  const results = Object.entries(filesOf).map(([schema, files]) => {
    console.log(`\n${schema}: ${files.join(", ")}`);
    const transform = schema === "vendor.gitlab-ci" ? ["--data-transform", "gitlab-ci"] : [];
    const args = ["--builtin-schema", schema, ...transform, ...files];
    return spawnSync(check, args, { cwd: root, stdio: "inherit" }).status;
  });
  return results.every((status) => status === 0) ? 0 : 1;
}
