// The real `cdk` and `sam`, and Regatta's own deployer, against moto's server. What moto does not do is in
// docs/compatibility.md.
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeApps } from "./apps.mjs";
import { CDK, installFromNpm, installFromPyPi } from "./installed.mjs";
import { accounts, MOTO, withMoto } from "./moto-process.mjs";

const PYTHON = [MOTO, "aws-sam-cli==1.170.0"];

export async function testAgainstMoto() {
  const python = installFromPyPi("python", PYTHON, "about 400 MB");
  const node = installFromNpm("cdk", CDK, "about 220 MB");
  const { deployInRounds, useEnvironment } = await import("./deploy-rounds.mjs");
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "regatta-compat-")));
  try {
    return await withMoto(python, async (env) => {
      useEnvironment(env);
      const services = writeApps(folder, join(node, "node_modules"), [
        "with-cdk",
        "with-sam",
        "with-template",
      ]);
      await deployInRounds({ folder, services, accounts, cdk: join(node, "node_modules/.bin/cdk") });
      return 0;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
