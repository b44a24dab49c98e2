import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installFromNpm } from "../compat/installed.mjs";

const TOOLS = ["publint@0.3.25", "@arethetypeswrong/core@0.18.5"];

/** @returns a judge of tarballs by publint and by Are The Types Wrong: what they have against one. */
export async function judgeOfTarballs() {
  const { resolve } = createRequire(join(installFromNpm("release", TOOLS, "about 40 MB"), "package.json"));
  const load = (name) => import(pathToFileURL(resolve(name)).href);
  const { publint } = await load("publint");
  const { formatMessage } = await load("publint/utils");
  const { checkPackage, createPackageFromTarballData } = await load("@arethetypeswrong/core");

  return async ({ tarball, manifest, files }) => {
    const data = readFileSync(tarball);
    const { messages, pkg } = await publint({
      pack: { tarball: data.buffer.slice(data.byteOffset) },
      strict: true,
    });
    const wrong = messages
      // Where the repository is, only the workflow that publishes knows: see pnpmfile.cjs.
      .filter(({ code }) => !/REPOSITORY/.test(code) || process.env.GITHUB_REPOSITORY)
      .map((message) => `publint: ${formatMessage(message, pkg)}`);
    if (!files.some((file) => /\.d\.c?ts$/.test(file)) || !manifest.exports["."]) return wrong;
    const { problems = [] } = await checkPackage(createPackageFromTarballData(new Uint8Array(data)));
    const others = problems.filter(isOurs).map((problem) => `types: ${JSON.stringify(problem)}`);
    return [...wrong, ...others];
  };
}

// The packages are ES modules on purpose; Node 20.19 takes them by require() too. Nothing resolves as Node 10 did.
function isOurs({ kind, resolutionKind }) {
  return kind !== "CJSResolvesToESM" && resolutionKind !== "node10";
}
