import { startEmbeddedAws } from "./embedded-aws.mjs";
import { print } from "./figures.mjs";
import { Project } from "./project.mjs";
import { parametersTemplate } from "./timed-services.mjs";

const ACCOUNTS = 20;
const STACKS = 60;

/** What a run costs when everything is there: 20 accounts with 60 stacks each. */
export async function nothingToDeploy() {
  const aws = await startEmbeddedAws({ accounts: ACCOUNTS, timings: { observeMs: 0 } });
  const names = Array.from({ length: STACKS }, (_, i) => `service-${i}`);
  const project = new Project({
    aws,
    config: {
      accounts: { max: ACCOUNTS },
      deploy: { pollMs: 50 },
      services: Object.fromEntries(
        names.map((name) => [name, { directory: `services/${name}`, template: "template.json" }]),
      ),
    },
    files: {
      ...Object.fromEntries(
        names.map((name) => [`services/${name}/template.json`, parametersTemplate(name, 1)]),
      ),
      ...Object.fromEntries(
        Array.from({ length: ACCOUNTS }, (_, i) => [`tests/t${i}.test.js`, 'test("is", () => {});\n']),
      ),
    },
  });
  try {
    await project.fillPool(aws.accounts);
    await project.regatta("run");
    await aws.requests.clear();
    await project.regatta("run");
    report(await aws.requests.list({ service: "cloudformation" }), project.events());
  } finally {
    project.remove();
    await aws.close();
  }
}

function report(calls, events) {
  const at = (kind) => events.filter((event) => event.kind === kind).map((event) => event.at);
  const operations = new Map();
  for (const { operation } of calls) operations.set(operation, (operations.get(operation) ?? 0) + 1);
  const accounts = new Set(calls.map(({ account }) => account)).size;
  const read = at("stacks-read");
  const started = at("file-started");
  print([
    ["accounts, stacks in each", `${accounts}, ${STACKS}`],
    ["CloudFormation calls", [...operations].map(([name, count]) => `${count} ${name}`).join(", ")],
    ["deploys", `${at("deploy-started").length}`],
    ["first stacks read → first file started", `${Math.min(...started) - Math.min(...read)} ms`],
    ["last stacks read → first file started", `${Math.min(...started) - Math.max(...read)} ms`],
  ]);
}
