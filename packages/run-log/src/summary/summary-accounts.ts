import type pc from "picocolors";
import type { RunState } from "../state/run-state.ts";

type Colors = ReturnType<typeof pc.createColors>;

const NAMED = 3;

/** The accounts that turned out to be broken. */
export function suspects(state: RunState, colors: Colors): string[] {
  return [...state.suspects.values()].map(({ account, reason, files }) => {
    const isDirty = state.accounts.get(account)?.phase.kind === "dirty";
    const more = files.length - NAMED;
    const named = `${files.slice(0, NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
    return `${colors.yellow("!")} ${account} is suspect, and left the run${isDirty ? " dirty" : ""}: ${reason}: ${named}`;
  });
}

/** The accounts left dirty and why, but for suspects; what is true of several is said once. */
export function dirtyAccounts({ accounts, suspects: told }: RunState, colors: Colors): string[] {
  const byReason = new Map<string, { reason: string; next: string[]; keys: string[] }>();
  for (const { account, phase } of accounts.values()) {
    if (phase.kind !== "dirty" || told.has(account)) continue;
    const next = phase.nextStep ? [`    next: ${phase.nextStep}`] : [];
    const cause = `${phase.reason}\n${next}`;
    const keys = byReason.get(cause)?.keys ?? [];
    byReason.set(cause, { reason: phase.reason, next, keys: [...keys, account] });
  }
  return [...byReason.values()].flatMap(({ reason, next, keys }) => {
    const more = keys.length - NAMED;
    const where = keys.slice(0, NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
    return [`${colors.yellow("!")} ${where} ${keys.length > 1 ? "are" : "is"} dirty: ${reason}`, ...next];
  });
}

/** The accounts that are left to a person, as they are. */
export function keptAccounts({ accounts }: RunState, colors: Colors): string[] {
  return [...accounts.values()].flatMap(({ account, phase }) => {
    if (phase.kind !== "kept") return [];
    const head = `${account} is kept as it is until ${new Date(phase.until).toISOString()}: ${phase.reason}`;
    return [`${colors.yellow("!")} ${head}`, `    next: ${phase.nextStep.replaceAll("\n", "\n          ")}`];
  });
}
