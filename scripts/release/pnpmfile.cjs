// What pnpm changes in a package's manifest as it packs it. Besides, it puts versions in the place of workspace: ranges.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const packages = join(__dirname, "..", "..", "packages");

/** The manifest as it is published: nothing in it that is only for working on Regatta. */
function published({ scripts, devDependencies, ...manifest }) {
  return {
    ...manifest,
    exports: withoutSources(manifest.exports),
    ...repositoryOf(manifest, process.env),
    publishConfig: { access: "public" },
  };
}

/** Without the condition that leads to sources, which are not in the package; and without what has only these. */
function withoutSources(exports) {
  return Object.fromEntries(
    Object.entries(exports ?? {}).flatMap(([path, target]) => {
      if (typeof target === "string") return [[path, target]];
      const { source, ...rest } = target;
      return Object.keys(rest).length > 0 ? [[path, rest]] : [];
    }),
  );
}

/** The repository whose workflow publishes: provenance is refused for any other. */
function repositoryOf({ name }, { GITHUB_SERVER_URL = "https://github.com", GITHUB_REPOSITORY }) {
  if (!GITHUB_REPOSITORY) return {};
  const url = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;
  const folder = name === "regatta" ? "cli" : name.replace("@regatta/", "");
  if (!existsSync(join(packages, folder))) throw new Error(`${name} is not in packages/${folder}`);
  return {
    repository: { type: "git", url: `git+${url}.git`, directory: `packages/${folder}` },
    homepage: `${url}#readme`,
    bugs: { url: `${url}/issues` },
  };
}

module.exports = { hooks: { beforePacking: published } };
