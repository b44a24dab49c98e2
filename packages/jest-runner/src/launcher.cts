/**
 * Starts the user's Jest in two steps: loads it at once, while the parent still looks at the pool, and runs it when
 * the parent says so. Until then nothing of the user's has run, no `globalSetup` either. What Jest's configuration or
 * its arguments ask for and a run cannot do ends it there, before any of that.
 *
 * Arguments: the folder of the `jest` package, then Jest's own.
 */
const [, , folder = "", ...args] = process.argv;

process.env.NODE_ENV ??= "test";
process.argv = [process.argv[0] ?? "", `${folder}/bin/jest.js`, ...args];

const leave = () => process.exit(1);

async function load() {
  const { hookConfigs } = await import("./hook-configs.ts");
  hookConfigs(folder, (problems) => process.send?.({ kind: "refused", problems }, leave));
  return require(folder) as { run(args: string[]): Promise<void> };
}

const loaded = load();
process.once("disconnect", leave);
process.once("message", () => {
  process.off("disconnect", leave);
  void loaded.then((jest) => jest.run(args));
});
