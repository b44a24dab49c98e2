import { accountKey, type PoolAccount } from "@regatta/accounts";
import { type CleaningReport, cleanPool, recordBaseline, whatToClean } from "@regatta/cleaner";
import { describeHolder, RegattaError, systemClock } from "@regatta/foundation";
import type { CommandContext } from "../../command-context.ts";
import { exitCode, exitCodeOfSignal } from "../../exit-code.ts";
import { findAccounts } from "../../find-accounts.ts";
import { Interrupts } from "../../interrupts.ts";
import { coloursFor } from "../../output/colours.ts";
import { Progress } from "../../output/progress.ts";
import { readFrom } from "../../read-from.ts";
import { version } from "../../version.ts";
import type { CleanOptions } from "./clean-options.ts";
import { type Cleaner, cleanerOf } from "./cleaner-of.ts";
import { CleaningState } from "./cleaning-state.ts";
import { exitCodeOfCleaning } from "./exit-code-of-cleaning.ts";
import { planCleanings } from "./plan-cleanings.ts";
import { recordCleaning } from "./record-cleaning.ts";
import { isSeenInPlace, lineOf, renderPlan, renderReport } from "./render-cleaning.ts";

interface Work extends Cleaner {
  context: CommandContext;
  options: CleanOptions;
  names: readonly string[];
  runId: string;
  signal: AbortSignal;
  /** Whom an interrupt reaches while services are deployed to what was cleaned. */
  warming: { interrupt?: Interrupts };
}

/** Does `regatta clean`. @throws RegattaError for bad input and as AWS fails. */
export async function clean(
  context: CommandContext,
  names: string[],
  options: CleanOptions,
): Promise<number> {
  const cleaner = await cleanerOf(context, options);
  if (cleaner.settings.depth === "data" && !cleaner.settings.dataHook) throw noDataCommand();
  const end = new AbortController();
  const warming: Work["warming"] = {};
  let interrupted: number | undefined;
  context.interrupt.onInterrupt((signal) => {
    interrupted ??= exitCodeOfSignal(signal);
    end.abort(new Error(`interrupted by ${signal}`));
    warming.interrupt?.receive(signal);
  });
  const runId = `clean-${new Date().toISOString().replace(/[-:]/g, "").slice(0, 15)}-${process.pid}`;
  const work: Work = { ...cleaner, context, options, names, runId, signal: end.signal, warming };
  const code = await (options.recordBaseline
    ? record(work)
    : options.dryRun
      ? showPlans(work)
      : options.watch
        ? watch(work)
        : cleanOnce(work));
  return interrupted ?? code;
}

async function cleanOnce(work: Work): Promise<number> {
  const report = await cleanRound(work);
  tell(work, report);
  const code = exitCodeOfCleaning(report);
  const warmed = await warm(work, report);
  return code === exitCode.ok ? warmed : code;
}

/** Brings accounts up to date after a round that cleaned some, where that is wanted. @returns how that ended. */
async function warm(work: Work, { accounts }: CleaningReport): Promise<number> {
  const { context, options, config, warming } = work;
  if (!(options.warm ?? config.cleaning.warm) || work.signal.aborted) return exitCode.ok;
  if (!accounts.some(({ outcome }) => outcome === "cleaned")) return exitCode.ok;
  // A new one each time: a service that warms for months must not go on telling runs that are over.
  const interrupt = new Interrupts();
  warming.interrupt = interrupt;
  const { env, stderr, stdout } = context;
  const out = options.json ? stderr : stdout;
  // Loaded when it is needed: cleaning alone deploys nothing.
  const { warmPool } = await import("@regatta/run");
  const result = await warmPool({
    config,
    readFrom: readFrom(context),
    env,
    interrupt,
    version,
    stdout: out,
  });
  return result.exitCode;
}

async function cleanRound(work: Work): Promise<CleaningReport> {
  const { pool, baselines, settings, config, options, runId, signal, context } = work;
  const { cleaning, accounts } = config;
  const out = options.json ? context.stderr : context.stdout;
  const state = new CleaningState(systemClock.monotonic());
  const now = () => (state.due > 0 ? state.lines(systemClock.monotonic()) : []);
  const only = work.names.length === 0 ? undefined : (await named(work)).map(accountKey);
  const startedAt = systemClock.monotonic();
  const progress = await Progress.start({ stream: out, env: context.env, now });
  const report = await cleanPool({
    ...{ pool, baselines, settings, runId, only, signal },
    holder: describeHolder(context.env),
    leaseMs: accounts.leaseSeconds * 1_000,
    concurrency: options.concurrency ?? cleaning.concurrency,
    attempts: cleaning.attempts,
    retryMs: cleaning.retryMinutes * 60_000,
    clock: systemClock,
    onDue: (due) => {
      state.due = due;
    },
    onEvent: (account, event) => {
      state.apply(accountKey(account), event, systemClock.monotonic());
      const line = progress.isLive && isSeenInPlace(event) ? undefined : lineOf(event);
      if (line !== undefined) progress.write(`${accountKey(account)} ${line}\n`);
    },
    onEnd: ({ account, outcome, reason }) => {
      state.ended(account, outcome);
      progress.write(`${account} ${outcome}${reason === undefined ? "" : `: ${reason}`}\n`);
    },
  }).finally(() => progress.end());
  const ms = systemClock.monotonic() - startedAt;
  await recordCleaning({ ...work, report, endedAt: pool.serverNow(), ms });
  return report;
}

function tell({ context, options }: Work, report: CleaningReport): void {
  const { stdout, env } = context;
  stdout.write(options.json ? `${JSON.stringify(report)}\n` : renderReport(report, coloursFor(stdout, env)));
}

/** Goes on until it is ended; a round that AWS failed is told, and the next may not. The first has to succeed. */
async function watch(work: Work): Promise<number> {
  const { context, options, signal } = work;
  for (let round = 1; !signal.aborted; round++) {
    try {
      const report = await cleanRound(work);
      if (report.accounts.length > 0) tell(work, report);
      // Going on would meet the same cause again and again; whoever looks after the service is to hear of it.
      if (report.commonCause !== undefined) return exitCodeOfCleaning(report);
      await warm(work, report);
    } catch (error) {
      if (round === 1) throw error;
      context.stderr.write(`could not clean: ${(error as Error).message}\n`);
    }
    await systemClock.sleep(options.interval * 1_000, signal).catch(() => undefined);
  }
  return exitCode.ok;
}

async function showPlans(work: Work): Promise<number> {
  const { pool, context, options, names } = work;
  const all = await pool.list();
  const due = names.length > 0 ? findAccounts(all, names) : whatToClean(all, { now: pool.serverNow() });
  let looking: string[] = [];
  const { stderr: stream, env } = context;
  const progress = await Progress.start({ stream, env, now: () => looking });
  const onAccount = (account: string, number: number) => {
    looking = [`looking at ${account}, ${number} of ${due.length}`];
  };
  const plans = await planCleanings({ ...work, due, all, clock: systemClock, onAccount }).finally(() =>
    progress.end(),
  );
  context.stdout.write(options.json ? `${JSON.stringify(plans, null, 2)}\n` : renderPlan(plans));
  return plans.some((plan) => "problem" in plan) ? exitCode.infrastructure : exitCode.ok;
}

async function record(work: Work): Promise<number> {
  const { config, context, pool, names } = work;
  const accounts =
    names.length > 0 ? await named(work) : (await pool.list()).filter(({ state }) => state === "available");
  for (const account of accounts) {
    const leaseMs = config.accounts.leaseSeconds * 1_000;
    const holder = describeHolder(context.env);
    const things = await Progress.during(context, `looking at ${accountKey(account)}`, () =>
      recordBaseline({ ...work, account, holder, leaseMs, clock: systemClock }),
    );
    context.stdout.write(`${accountKey(account)} recorded: ${things} things belong there\n`);
  }
  return exitCode.ok;
}

async function named({ pool, names }: Work): Promise<PoolAccount[]> {
  return findAccounts(await pool.list(), names);
}

function noDataCommand(): RegattaError {
  return new RegattaError("The depth data has nothing to run: no command is configured.", {
    code: "DATA_COMMAND_MISSING",
    source: "user",
    nextStep: "Set cleaning.dataCommand, or choose another depth.",
  });
}
