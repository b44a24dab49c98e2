import { startEmbeddedAws } from "./embedded-aws.mjs";
import { print, seconds } from "./figures.mjs";
import { Project } from "./project.mjs";
import { timedTemplate } from "./timed-services.mjs";

const SERVICES = 12;
const ACCOUNTS = 6;
const DEPLOY_MS = 1_500;

const serviceNames = Array.from({ length: SERVICES }, (_, i) => `service-${i}`);
const templateOf = (name) => `services/${name}/template.json`;

function project(aws) {
  // Three layers of four: each service needs one of the layer before.
  const services = serviceNames.map((name, i) => [
    name,
    {
      directory: `services/${name}`,
      template: "template.json",
      dependsOn: i < 4 ? [] : [`service-${i - 4}`],
    },
  ]);
  return new Project({
    aws,
    config: {
      accounts: { max: ACCOUNTS },
      deploy: { pollMs: 50, concurrency: 1_000 },
      services: Object.fromEntries(services),
    },
    files: {
      ...Object.fromEntries(serviceNames.map((name) => [templateOf(name), timedTemplate(DEPLOY_MS)])),
      ...Object.fromEntries(
        Array.from({ length: 24 }, (_, i) => [`tests/t${i}.test.js`, 'test("is", () => {});\n']),
      ),
    },
  });
}

/** The run of a pull request that changes 1 of 12 services. @param warm whether the pool was warmed before. */
async function pullRequest(warm) {
  const aws = await startEmbeddedAws({ accounts: ACCOUNTS, timings: { observeMs: 0 } });
  const its = project(aws);
  try {
    await its.fillPool(aws.accounts);
    if (warm) await its.regatta("pool", "warm", "--count", String(ACCOUNTS));
    its.write(templateOf("service-5"), timedTemplate(DEPLOY_MS, "2"));
    await its.regatta("run");
    return figures(its.events());
  } finally {
    its.remove();
    await aws.close();
  }
}

function figures(events) {
  const at = (kind) => events.filter((event) => event.kind === kind).map((event) => event.at);
  return {
    accounts: at("account-ready").length,
    deploys: at("deploy-finished").length,
    firstTestMs: Math.min(...at("file-started")) - Math.min(...at("run-started")),
    wholeMs: Math.max(...at("run-finished")) - Math.min(...at("run-started")),
  };
}

/** What a warm pool buys the run of a pull request. */
export async function warmPool() {
  const cold = await pullRequest(false);
  const warm = await pullRequest(true);
  const row = (name, { accounts, deploys, firstTestMs, wholeMs }) => [
    name,
    `${deploys} deploys in ${accounts} accounts`,
    `first test after ${seconds(firstTestMs)}`,
    `whole run ${seconds(wholeMs)}`,
  ];
  console.log(`  1 of ${SERVICES} services changed; a stack takes ${DEPLOY_MS} ms, three stacks in a row`);
  print([
    row("cold pool", cold),
    row("warm pool", warm),
    ["first test, warm / cold", (warm.firstTestMs / cold.firstTestMs).toFixed(3)],
  ]);
}
