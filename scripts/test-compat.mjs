// `pnpm test:compat [--only <part>] [Jest's arguments]`: Regatta against what others have built. `dynamodb`: the tests that
// use a table, against DynamoDB Local (Java 17). `embedded`: the real cdk, against Regatta's embedded AWS. `moto`: the real
// cdk and sam, against moto's server (Python 3). `cleaning`: the cleaner, against moto's server. `junit`: reports,
// against Jenkins' schema (Python 3). `aws-nuke`, only when asked for: the configuration for it, read by the real one (on the
// PATH); `jest-project`, with `--project <checkout>`: the suite of a project, by plain Jest and through Regatta;
// `jest-options`: Jest's options one by one, on both sides. `recipes`: the CI recipes in the docs, against their CIs' JSON
// schemas (Python 3); `surefire`: reports, read by Maven Surefire's reader (Java 17, Maven). `collector`: what a run sends over
// OTLP, received by a real OpenTelemetry Collector (Go). `emf`: lines for CloudWatch, against its JSON schema (Python 3).
import { readByAwsNuke } from "./compat/aws-nuke.mjs";
import { cleanInMoto } from "./compat/cleaning.mjs";
import { sendToCollector } from "./compat/collector.mjs";
import { testAgainstDynamoDbLocal } from "./compat/dynamodb.mjs";
import { testAgainstEmbeddedAws } from "./compat/embedded.mjs";
import { validateEmf } from "./compat/emf.mjs";
import { compareJestOptions } from "./compat/jest-options.mjs";
import { compareJestProject } from "./compat/jest-project.mjs";
import { validateJUnit } from "./compat/junit.mjs";
import { MissingTool } from "./compat/missing-tool.mjs";
import { testAgainstMoto } from "./compat/moto.mjs";
import { checkRecipes } from "./compat/recipes.mjs";
import { readBySurefire } from "./compat/surefire.mjs";

const parts = {
  dynamodb: testAgainstDynamoDbLocal,
  embedded: testAgainstEmbeddedAws,
  moto: testAgainstMoto,
  cleaning: cleanInMoto,
  junit: validateJUnit,
  "aws-nuke": readByAwsNuke,
  "jest-project": compareJestProject,
  "jest-options": compareJestOptions,
  recipes: checkRecipes,
  surefire: readBySurefire,
  collector: sendToCollector,
  emf: validateEmf,
};
const onlyWhenAsked = ["aws-nuke", "jest-project", "jest-options", "recipes", "surefire", "collector", "emf"];

function parse(args) {
  const at = args.indexOf("--only");
  if (at < 0)
    return { wanted: Object.keys(parts).filter((part) => !onlyWhenAsked.includes(part)), rest: args };
  const [only] = args.splice(at, 2).slice(1);
  if (Object.hasOwn(parts, only)) return { wanted: [only], rest: args };
  console.error(`--only takes one of: ${Object.keys(parts).join(", ")}.`);
  process.exit(2);
}

const { wanted, rest } = parse(process.argv.slice(2));
for (const part of wanted) {
  console.log(`\n${part}`);
  try {
    process.exitCode ||= await parts[part](rest);
  } catch (error) {
    console.error(error instanceof MissingTool ? `${error.message} Choose another part with --only.` : error);
    process.exitCode = error instanceof MissingTool ? 2 : 1;
  }
}
