import { type Command, InvalidArgumentError } from "commander";
import type { Perform } from "../../command-context.ts";
import { helpText } from "../../help-text.ts";
import { withPoolOptions } from "../../pool-options.ts";
import type { PoolImportOptions } from "./action.ts";

const examples = `
What would change is shown before anything is written. Accounts of the pool that are not below the unit any more, or
are suspended, are disabled with the reason; --remove-missing takes them out. Accounts with a name are left alone. The
management account, the account you are in and accounts.protected are never added; what is protected is read from the
configuration, with --table too.

Examples:
  regatta pool import --from-organization ou-ab12-34cd56ef --role RegattaTest --external-id our-tests
  regatta pool import --from-organization root --role RegattaTest --regions eu-west-1,us-east-1 --yes
  regatta pool import --from-organization ou-ab12-34cd56ef --role RegattaTest --json   only shows, for programs
`;

/** Declares `regatta pool import`. */
export function declarePoolImport(pool: Command, perform: Perform): void {
  const command = pool
    .command("import")
    .summary("add the accounts of an organization, disable those that left it")
    .description(
      "Brings the pool in line with a unit of AWS Organizations: all accounts below it, however deep.",
    )
    .requiredOption("--from-organization <unit>", "the unit: ou-…, r-…, or root", unit)
    .requiredOption("--role <name>", "the role that runs assume there, of one name in all accounts", roleName)
    .option("--external-id <id>", "the external id the role asks for")
    .option("--regions <regions>", "add each account in these; else pool.region, else AWS_REGION", list)
    .option("--remove-missing", "remove accounts that left the organization's unit instead of disabling them")
    .option("--yes", "do not ask")
    .option("--json", "print what would change, or with --yes what was changed")
    .addHelpText("after", helpText(examples));
  withPoolOptions(command, { needsConfig: true }).action((options: PoolImportOptions) =>
    perform(async (context) => {
      const { poolImport } = await import("./action.ts");
      return poolImport(context, options);
    }),
  );
}

// As AWS documents them (API_ListAccountsForParent).
const UNIT = /^(root|r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/;

function unit(text: string): string {
  if (UNIT.test(text)) return text;
  throw new InvalidArgumentError("Expected the id of an organizational unit (ou-…) or root (r-…), or root.");
}

function roleName(text: string): string {
  if (!text.startsWith("arn:")) return text;
  throw new InvalidArgumentError("Expected a name: an ARN names the role of one account only.");
}

function list(text: string): string[] {
  return [...new Set(text.split(",").map((part) => part.trim()))].filter((part) => part !== "");
}
