/**
 * Starts the user's Jest in two steps: loads it at once, while the parent still looks at the pool, and runs it when
 * the parent says so. Until then nothing of the user's has run, no `globalSetup` either.
 *
 * Arguments: the folder of the `jest` package, then Jest's own.
 */
const [, , folder = "", ...args] = process.argv;

process.env.NODE_ENV ??= "test";
process.argv = [process.argv[0] ?? "", `${folder}/bin/jest.js`, ...args];

const jest = require(folder) as { run(args: string[]): Promise<void> };
const leave = () => process.exit(1);

process.once("disconnect", leave);
process.once("message", () => {
  process.off("disconnect", leave);
  void jest.run(args);
});
