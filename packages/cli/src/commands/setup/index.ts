import { Argument, type Command } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";

interface Options {
  output?: string;
}

/** As @regatta/setup has them, which is loaded only when one is wanted. */
const names = ["table", "ci-role", "account-role", "cleaner-role"];

const explanation = `
The templates, in the order they are deployed (all of it, step by step: docs/setup.md):

  table         the pool's table; once, in the account that keeps the pool
  ci-role       the role CI runs with, by its OIDC token; once, in that account too
  account-role  the role to deploy and test with; in every account of the pool
  cleaner-role  the role to clean with; in every account of the pool

  regatta setup table --output table.yaml
  aws cloudformation deploy --stack-name regatta-table --template-file table.yaml

  regatta setup ci-role --output ci-role.yaml
  aws cloudformation deploy --stack-name regatta-ci --template-file ci-role.yaml \\
    --capabilities CAPABILITY_NAMED_IAM --parameter-overrides Provider=circleci \\
    CircleOrganizationId=<org id> CircleProjectIds=<project id>

To all accounts at once, by a StackSet with service-managed permissions:

  regatta setup account-role --output account-role.yaml
  aws cloudformation create-stack-set --stack-set-name regatta-account \\
    --template-body file://account-role.yaml --capabilities CAPABILITY_NAMED_IAM \\
    --permission-model SERVICE_MANAGED \\
    --auto-deployment Enabled=true,RetainStacksOnAccountRemoval=false --parameters \\
    ParameterKey=TrustedRoleArns,ParameterValue=arn:aws:iam::<hub account>:role/regatta-ci \\
    ParameterKey=ExternalId,ParameterValue=<a text of yours> \\
    ParameterKey=ManagedPolicyArns,ParameterValue=arn:aws:iam::aws:policy/PowerUserAccess
  aws cloudformation create-stack-instances --stack-set-name regatta-account \\
    --regions eu-west-1 --deployment-targets OrganizationalUnitIds=<ou id>
`;

/** Declares `regatta setup`. */
export function declareSetup(program: Command, perform: Perform): void {
  program
    .command("setup")
    .summary("print the CloudFormation templates a real pool is set up with")
    .description(
      "Prints a CloudFormation template a real pool is set up with. It asks AWS nothing and changes nothing.",
    )
    .addArgument(new Argument("<template>", "which one").choices(names))
    .option("--output <file>", "write it into a file instead")
    .addHelpText("after", helpText(explanation))
    .action((template: string, options: Options) =>
      perform(async (context) => {
        const { setup } = await import("./action.ts");
        return setup(context, template, options);
      }),
    );
}
