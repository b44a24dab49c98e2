import { openSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bench/built.mjs";
import { freePort, startServer } from "./local-server.mjs";

/** Moto itself, for every part that needs it. */
export const MOTO = "moto[server]==5.2.5";

const region = "eu-west-1";

/** The accounts every part works in; moto has any account whose role is assumed. */
export const accounts = ["210000000001", "210000000002"].map((id) => ({
  id,
  region,
  roleArn: `arn:aws:iam::${id}:role/RegattaTest`,
}));

/**
 * Works with a server of moto's, and ends it.
 * @param python the virtual environment it is installed in.
 * @param work is given the environment that leads to it.
 */
export async function withMoto(python, work) {
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
    return await work({
      // moto takes a TemplateURL for one of its own by the name localhost.
      AWS_ENDPOINT_URL: `http://localhost:${port}`,
      AWS_ACCESS_KEY_ID: "AKIDREGATTACOMPAT",
      AWS_SECRET_ACCESS_KEY: "not-a-secret",
      AWS_REGION: region,
      PATH: `${join(python, "bin")}:${process.env.PATH}`,
    });
  } catch (error) {
    console.error(`What moto said is in ${join(python, "moto.log")}.`);
    throw error;
  } finally {
    server.kill();
  }
}
