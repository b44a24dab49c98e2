import { startEmbeddedAws } from "./embedded-aws.mjs";
import { print, seconds } from "./figures.mjs";
import { Project } from "./project.mjs";
import { timedTemplate } from "./timed-services.mjs";

const DEPLOY_MS = 3_000;
const LAYERS = 3;

/** A chain of services, deployed from nothing. @returns when the first test file started, ms after the run did. */
async function firstTestMs(mode) {
  const aws = await startEmbeddedAws({ accounts: 1, timings: { observeMs: 0 } });
  const names = Array.from({ length: LAYERS }, (_, i) => `layer-${i}`);
  const services = names.map((name, i) => [
    name,
    {
      directory: `services/${name}`,
      template: "template.json",
      mode,
      dependsOn: i === 0 ? [] : [names[i - 1]],
    },
  ]);
  const project = new Project({
    aws,
    config: { deploy: { pollMs: 50 }, services: Object.fromEntries(services) },
    files: {
      ...Object.fromEntries(
        names.map((name) => [`services/${name}/template.json`, timedTemplate(DEPLOY_MS)]),
      ),
      "tests/one.test.js": 'test("is", () => {});\n',
    },
  });
  try {
    await project.fillPool(aws.accounts);
    await project.regatta("run");
    const at = (kind) => project.events().find((event) => event.kind === kind).at;
    return at("file-started") - at("run-started");
  } finally {
    project.remove();
    await aws.close();
  }
}

/** What CloudFormation's express mode buys, as far as the embedded AWS models it. */
export async function expressMode() {
  const standard = await firstTestMs("standard");
  const express = await firstTestMs("express");
  console.log(
    `  ${LAYERS} services in a row, ${DEPLOY_MS} ms each; how much of it is stabilising is the emulator's guess`,
  );
  print([
    ["first test, standard mode", seconds(standard)],
    ["first test, express mode", seconds(express)],
    ["express / standard", (express / standard).toFixed(3)],
  ]);
}
