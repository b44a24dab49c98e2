import { openSession, signInLink } from "@regatta/accounts";
import { describeActor, RegattaError } from "@regatta/foundation";
import type { CommandContext } from "../../command-context.ts";
import { exitCode } from "../../exit-code.ts";
import { accountInHand, openPoolInHand } from "../../pool-in-hand.ts";
import type { PoolOptions } from "../../pool-options.ts";
import { rightOfHolder } from "../../right-to-account.ts";
import { openInBrowser } from "./open-in-browser.ts";

export interface PoolConsoleOptions extends PoolOptions {
  account: string;
  /** Print the link wherever the output goes. */
  print?: boolean;
  /** Open it in a browser, and print it nowhere. */
  open?: boolean;
}

/**
 * Does `regatta pool console`.
 * @throws RegattaError LINK_NOT_SHOWN, ACCOUNT_NOT_HELD, SIGN_IN_REFUSED, BROWSER_NOT_OPENED, or as openSession does.
 */
export async function poolConsole(context: CommandContext, options: PoolConsoleOptions): Promise<number> {
  const { stdout, stderr, env } = context;
  if (!options.open && !options.print && !stdout.isTTY) throw notShown();
  const hand = await openPoolInHand(context, options);
  const seen = await accountInHand(hand, options.account);
  const right = rightOfHolder(hand, seen, describeActor(env));
  try {
    const { account, runId, signal } = right;
    const { protectedAccounts } = hand;
    const session = await openSession({
      account,
      runId,
      protectedAccounts,
      signal,
      sessionSeconds: "role-default",
    });
    const link = await signInLink({ session, endpoint: federationOf(env) });
    session.close();
    if (options.open) await openInBrowser(link, env);
    else stdout.write(`${link}\n`);
    stderr.write(
      "Whoever has the link is in the account, for 15 minutes from now. Sign out when you are done.\n",
    );
    return exitCode.ok;
  } finally {
    await right.end();
  }
}

// Where all of AWS is asked elsewhere, the credentials got there are nothing for AWS itself.
function federationOf({ AWS_ENDPOINT_URL_SIGNIN, AWS_ENDPOINT_URL }: NodeJS.ProcessEnv): string | undefined {
  const url = AWS_ENDPOINT_URL_SIGNIN || AWS_ENDPOINT_URL;
  return url ? `${url.replace(/\/$/, "")}/federation` : undefined;
}

function notShown(): RegattaError {
  return new RegattaError("The link is a secret, and standard output is no terminal.", {
    code: "LINK_NOT_SHOWN",
    source: "user",
    nextStep: "Add --print if it is meant to go there, or --open to open it in a browser.",
  });
}
