// The real `cdk` and `sam`, and Regatta's own deployer, against moto's server. What moto does not do is in
// docs/compatibility.md.
import { mkdtempSync, openSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../bench/built.mjs";
import { writeApps } from "./apps.mjs";
import { CDK, installFromNpm, installFromPyPi } from "./installed.mjs";
import { freePort, startServer } from "./local-server.mjs";

const PYTHON = ["moto[server]==5.2.5", "aws-sam-cli==1.170.0"];
const region = "eu-west-1";

export async function testAgainstMoto() {
  const python = installFromPyPi("python", PYTHON, "about 400 MB");
  const node = installFromNpm("cdk", CDK, "about 220 MB");
  const { deployInRounds, useEnvironment } = await import("./deploy-rounds.mjs");
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "regatta-compat-")));
  const log = openSync(join(python, "moto.log"), "w");
  const port = await freePort();
  const server = await startServer(
    "moto",
    port,
    join(python, "bin", "python"),
    [join(root, "scripts/compat/moto-server.py"), "-H", "127.0.0.1", "-p", String(port)],
    { stdio: ["ignore", log, log] },
  );
  try {
    useEnvironment({
      // moto takes a TemplateURL for one of its own by the name localhost.
      AWS_ENDPOINT_URL: `http://localhost:${port}`,
      AWS_ACCESS_KEY_ID: "AKIDREGATTACOMPAT",
      AWS_SECRET_ACCESS_KEY: "not-a-secret",
      AWS_REGION: region,
      PATH: `${join(python, "bin")}:${process.env.PATH}`,
    });
    const services = writeApps(folder, join(node, "node_modules"), ["with-cdk", "with-sam", "with-template"]);
    const accounts = ["210000000001", "210000000002"].map((id) => ({
      id,
      region,
      roleArn: `arn:aws:iam::${id}:role/RegattaTest`,
    }));
    await deployInRounds({ folder, services, accounts, cdk: join(node, "node_modules/.bin/cdk") });
    return 0;
  } catch (error) {
    console.error(`What moto said is in ${join(python, "moto.log")}.`);
    throw error;
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}
