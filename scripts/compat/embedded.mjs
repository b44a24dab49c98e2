// The real `cdk`, in express mode, and Regatta's own deployer, against the embedded AWS: where stacks are under way for a
// while, as on AWS, and nothing had to be set right for the tool.
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedAws } from "../bench/embedded-aws.mjs";
import { writeApps } from "./apps.mjs";
import { CDK, installFromNpm } from "./installed.mjs";

export async function testAgainstEmbeddedAws() {
  const node = installFromNpm("cdk", CDK, "about 220 MB");
  const { deployInRounds, useEnvironment } = await import("./deploy-rounds.mjs");
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "regatta-compat-")));
  const aws = await startEmbeddedAws({ accounts: 2 });
  try {
    useEnvironment(aws.env);
    const services = writeApps(folder, join(node, "node_modules"), ["with-cdk", "with-template"]);
    const express = services.map((service) => ({ ...service, mode: "express" }));
    const cdk = join(node, "node_modules/.bin/cdk");
    await deployInRounds({ folder, services: express, accounts: aws.accounts, cdk });
    return 0;
  } finally {
    await aws.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
