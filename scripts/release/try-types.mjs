import { strict as assert } from "node:assert";

const config = `
import { defineConfig, defineService, type RegattaConfigInput } from "regatta";

const config: RegattaConfigInput = { pool: { table: "regatta" }, services: { orders: { directory: "services/orders" } } };
export default defineConfig(config);
export const service = defineService({ directory: "." });
// @ts-expect-error there is no such setting
defineConfig({ pools: {} });
// @ts-expect-error nor such a value
defineConfig({ accounts: { max: "many" } });
`;

const test = `
import { regatta, type TestAccount } from "@regatta/jest-runner/context";

declare module "@regatta/jest-runner/context" {
  interface Outputs {
    orders: { TableName: string };
  }
}

export const name: string = regatta.outputs("orders").TableName;
const [mine, other] = regatta.accounts(2);
export const both: TestAccount[] = [mine, other];
// @ts-expect-error there is no such service
regatta.outputs("ordrs");
// @ts-expect-error nor such an output
regatta.outputs("orders").TabelName;
`;

const RESOLUTIONS = [
  { module: "nodenext", moduleResolution: "nodenext" },
  { module: "esnext", moduleResolution: "bundler" },
  { module: "preserve", moduleResolution: "bundler" },
];

/** Has tsc check a typed configuration and a typed test file, also that what is wrong is refused. */
export async function tryTypes(project) {
  project.write("types/regatta.config.ts", config);
  project.write("types/orders.test.ts", test);
  for (const resolution of RESOLUTIONS) {
    // Libraries are checked too: what they import has to be there.
    const compilerOptions = {
      ...resolution,
      target: "es2022",
      strict: true,
      noEmit: true,
      types: ["node"],
      skipLibCheck: false,
    };
    project.write("tsconfig.json", JSON.stringify({ compilerOptions, include: ["types"] }));
    const { status, output } = await project.run("tsc", ["--project", "tsconfig.json"]);
    assert.equal(status, 0, `${JSON.stringify(resolution)}\n${output}`);
  }
  return RESOLUTIONS.map(({ module, moduleResolution }) => `${module}/${moduleResolution}`).join(", ");
}
