import { type Clock, messageOf, RegattaError, systemClock } from "@regatta/foundation";
import { accountKey } from "../account.ts";
import { withinTime } from "../lease/within-time.ts";
import type { Session } from "./session.ts";

export interface SignInLinkOptions {
  session: Session;
  /** Where sign-in tokens are had, `https://…/federation`; the partition's own when left out. */
  endpoint?: string | undefined;
  clock?: Clock | undefined;
}

interface Partition {
  signIn: string;
  console: string;
}

const ANSWER_MS = 15_000;

// By region name. From the endpoints AWS documents for each partition's console.
const partitions: ReadonlyArray<[prefix: string, partition: Partition]> = [
  ["cn-", { signIn: "https://signin.amazonaws.cn", console: "https://console.amazonaws.cn" }],
  [
    "us-gov-",
    { signIn: "https://signin.amazonaws-us-gov.com", console: "https://console.amazonaws-us-gov.com" },
  ],
];
const commercial: Partition = {
  signIn: "https://signin.aws.amazon.com",
  console: "https://console.aws.amazon.com",
};

/**
 * Makes a link that signs its reader in to the console of a session's account, good for 15 minutes: a secret. The session
 * in the console lives as long as the credentials, and cannot be cut off.
 *
 * No SessionDuration is asked for: the federation endpoint refuses it to sessions of a role that was assumed by a role. It
 * refuses these altogether when AssumeRole was called with a DurationSeconds: open the session with `sessionSeconds:
 * "role-default"` (IAM User Guide, "Enable custom identity broker access to the AWS console").
 * @throws RegattaError SIGN_IN_REFUSED when there is no link to be had; or as the session does.
 */
export async function signInLink(options: SignInLinkOptions): Promise<string> {
  const { session, clock = systemClock } = options;
  const { region } = session.account;
  const partition = partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? commercial;
  const endpoint = options.endpoint ?? `${partition.signIn}/federation`;
  const token = await signInToken({ endpoint, session, clock });
  const destination = `${partition.console}/console/home?${new URLSearchParams({ region })}`;
  return `${endpoint}?${new URLSearchParams({
    Action: "login",
    Issuer: "regatta",
    Destination: destination,
    SigninToken: token,
  })}`;
}

async function signInToken(asked: { endpoint: string; session: Session; clock: Clock }): Promise<string> {
  const { endpoint, session, clock } = asked;
  const { accessKeyId, secretAccessKey, sessionToken } = await session.credentials();
  const credentials = { sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken };
  const query = new URLSearchParams({ Action: "getSigninToken", Session: JSON.stringify(credentials) });
  const limit = { clock, ms: ANSWER_MS, until: new AbortController().signal };
  try {
    return await withinTime(limit, async (signal) => {
      const answer = await fetch(`${endpoint}?${query}`, { signal, redirect: "error" });
      if (!answer.ok) throw new Error(`it answered ${answer.status}`);
      const { SigninToken: token } = (await answer.json()) as { SigninToken?: unknown };
      if (typeof token === "string") return token;
      throw new Error("there is no sign-in token in its answer");
    });
  } catch (error) {
    throw refused(endpoint, session, error);
  }
}

// What was asked is in no message and no cause: the credentials are part of it.
function refused(endpoint: string, session: Session, error: unknown): RegattaError {
  const account = accountKey(session.account);
  return new RegattaError(`${endpoint} gives no sign-in link for ${account}: ${messageOf(error)}.`, {
    code: "SIGN_IN_REFUSED",
    source: "service",
    account,
    nextStep: "Check the network; a shell in the account needs no sign-in: `regatta pool shell`.",
  });
}
