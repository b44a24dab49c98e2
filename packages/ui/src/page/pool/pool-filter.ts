import type { AccountState } from "@regatta/accounts";
import { hasWords } from "@regatta/report/page";
import type { AccountView } from "../../pool-view/pool-view.ts";

/** Which accounts the reader wants to see; empty: all. */
export interface PoolFilter {
  text: string;
  state: AccountState | "";
}

/** Whether an account is wanted: it has every word in what is known of it now. Pure. */
export function isWantedAccount(account: AccountView, { text, state }: PoolFilter): boolean {
  if (state !== "" && account.state !== state) return false;
  if (text.trim() === "") return true;
  const { name = "", reason = "", lease, services } = account;
  return hasWords(
    [
      account.account,
      name,
      account.state,
      reason,
      lease?.who ?? "",
      lease?.activity ?? "",
      ...Object.keys(services),
    ].join("\n"),
    text,
  );
}
