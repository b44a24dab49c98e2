// docs/real-pool.md, word for word: the tutorial's commands in their order, with the real AWS CLI and its profiles, on an
// embedded AWS, as the page's last section says one can rehearse it.
import { strict as assert } from "node:assert";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { blocksOf, filled, linesOf, short } from "./walk/page.mjs";
import { Terminal } from "./walk/terminal.mjs";

const PAGE = "docs/real-pool.md";

/** What a line should have done, beside ending with 0. */
const checks = [
  [
    /get-caller-identity --profile (\S+)/,
    ({ output, found, accounts }) => assert.match(output, accounts[found[1]]),
  ],
  [/describe-table/, ({ output }) => assert.match(output, /"ACTIVE"/)],
  [
    /regatta doctor/,
    ({ output }) => assert.match(output, /210000000002\/eu-west-1 entering it.*cleaner's role/),
  ],
  [/--record-baseline/, ({ output }) => assert.match(output, /210000000002\/eu-west-1 recorded/)],
  [/regatta plan/, ({ output }) => assert.match(output, /orders/)],
  [/deploys orders/, ({ output }) => assert.match(output, /1 deployed, 0 skipped/)],
  [/orders is skipped/, ({ output }) => assert.match(output, /0 deployed, 1 skipped/)],
  [
    /one account is dirty/,
    ({ output }) => assert.match(output, /dirty.*tests\/crash\.test\.js crashed its worker/),
  ],
  [/clean --dry-run/, ({ output }) => assert.match(output, /orders/)],
  [
    /pool remove/,
    async ({ terminal }) => assert.match(await terminal.type("npx regatta pool status"), /: 0 accounts\./),
  ],
];

export async function tryRealPoolPage({ report, wanted }) {
  if (!wanted(PAGE)) return;
  const terminal = await Terminal.open();
  try {
    await walk(terminal, report);
  } finally {
    await terminal.close();
  }
}

async function walk(terminal, report) {
  const { aws } = terminal;
  const [first, second] = aws.accounts;
  const meanings = {
    hub: aws.hub.id,
    "tests-1": first.id,
    "tests-2": second.id,
    "your arn": `arn:aws:iam::${aws.hub.id}:user/regatta`,
  };
  prepare(terminal);
  for (const block of blocksOf(PAGE, "## Rehearsing it")) {
    const text = filled(block.text, meanings, PAGE);
    if (block.path !== undefined) writeFor(terminal, block.path, text);
    if (block.language !== "sh") continue;
    const lines = linesOf(text);
    // "The same with tests-2".
    const again = lines.filter((line) => /deploy.*--profile tests-1|delete-(?:stack|role-policy)/.test(line));
    for (const line of [...lines, ...again.map((one) => one.replaceAll("tests-1", "tests-2"))])
      await report(`${PAGE}: ${short(line)}`, () => type(terminal, line, meanings));
    if (text.includes("clean --dry-run")) rmSync(join(terminal.folder, "tests/crash.test.js"));
  }
  for (const { id } of aws.accounts)
    await report(`${PAGE}: nothing of it is left in ${id}`, () => lookWhatIsLeft(terminal, id));
}

/** The project of the first steps, and the profiles of somebody who may do anything. */
function prepare(terminal) {
  const { folder, aws } = terminal;
  for (const file of ["regatta.config.json", "app.test.js", "template.json"]) rmSync(join(folder, file));
  for (const { path, text } of blocksOf("docs/first-steps.md"))
    if (path !== undefined && path !== "regatta.config.ts") writeFor(terminal, path, text);
  const { AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: secret, AWS_REGION: region } = aws.env;
  const profiles = aws.accounts.map(({ roleArn, externalId }, index) =>
    [
      `[profile tests-${index + 1}]`,
      `role_arn=${roleArn}`,
      `external_id=${externalId}`,
      "source_profile=hub",
      "",
    ].join("\n"),
  );
  writeFor(terminal, "home/.aws/config", [`[profile hub]\nregion=${region}\n`, ...profiles].join("\n"));
  writeFor(
    terminal,
    "home/.aws/credentials",
    `[hub]\naws_access_key_id=${key}\naws_secret_access_key=${secret}\n`,
  );
  terminal.export({ AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined });
}

function writeFor({ folder }, path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  // Nobody here waits a minute for log groups that might come back.
  writeFileSync(join(folder, path), text.replace("cleaning: {", "cleaning: { proofSeconds: 0,"));
}

async function type(terminal, line, meanings) {
  const [, name, value] = /^export (\w+)=(\S+)$/.exec(line) ?? [];
  if (name !== undefined) return terminal.export({ [name]: value });
  const [, said = 0] = /exit code (\d+)/.exec(line) ?? [];
  const output = await terminal.type(line, { code: Number(said) });
  const accounts = { hub: new RegExp(meanings.hub), "tests-1": /210000000001/, "tests-2": /210000000002/ };
  for (const [pattern, check] of checks) {
    const found = pattern.exec(line);
    if (found) await check({ output, found, accounts, terminal });
  }
}

async function lookWhatIsLeft(terminal, id) {
  const profile = `tests-${Number(id.slice(-1))}`;
  const output = await terminal.type(
    `aws cloudformation describe-stacks --profile ${profile} --query Stacks[].StackName`,
  );
  assert.deepEqual(JSON.parse(output), []);
}
