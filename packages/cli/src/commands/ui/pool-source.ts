import type { TableSettings } from "@regatta/accounts";
import { type Clock, messageOf, systemClock } from "@regatta/foundation";
import type { FindingView, PoolGlance, PoolSource } from "@regatta/ui";
import { nextSteps } from "../../next-steps.ts";
import type { OpenedPool } from "../../open-pool.ts";
import { diagnose } from "../pool-doctor/diagnose.ts";
import type { Finding } from "../pool-doctor/finding.ts";

// What nobody changes but by hand, and what takes calls that DynamoDB allows few of.
const SETTINGS_FOR_MS = 600_000;
// Of one finding; its account's details have the rest.
const NAMED = 20;

/** The pool as the page shows it: what `pool status`, `pool show` and `pool doctor` say, from one cheap read. */
export function poolSource({ pool, table, name }: OpenedPool, clock: Clock = systemClock): PoolSource {
  let settings: { what: TableSettings | { unreadable: string }; until: number } | undefined;
  const readSettings = async () => {
    if (!settings || clock.monotonic() > settings.until) {
      const what = await pool.settings().catch((error) => ({ unreadable: messageOf(error) }));
      settings = { what, until: clock.monotonic() + SETTINGS_FOR_MS };
    }
    return settings.what;
  };
  return {
    table,
    pool: name,
    glance: async () => ({ ...(await pool.glance()), now: pool.serverNow() }),
    findingsOf: async ({ accounts, line, now }: PoolGlance) =>
      diagnose({ accounts, line, now, settings: await readSettings() }).map(findingView),
    nextSteps,
  };
}

function findingView({ needsSomeone, cause, fix, accounts }: Finding): FindingView {
  const named = accounts.slice(0, NAMED).map(({ account, name, since, detail }) => ({
    account,
    ...(name === undefined ? {} : { name }),
    since: Date.parse(since),
    ...(detail === undefined ? {} : { detail }),
  }));
  return { needsSomeone, cause, fix, accounts: named, more: accounts.length - named.length };
}
