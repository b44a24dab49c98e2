import { count } from "../text/count.ts";
import type { FileState } from "./file-state.ts";
import { isGreen, isWithoutResult } from "./file-verdict.ts";
import type { RunState } from "./run-state.ts";

export interface Verdict {
  exitCode: 0 | 1 | 2 | 3 | 130 | 143;
  /** One sentence for the reader. */
  reason: string;
}

/** The reason a file is cut off or never run because Jest was told to stop at a failure. */
export const bailReason = "bail";

/**
 * The verdict on a run whose Jest is gone. Never 0 unless every selected file passed in the end, or failed only where it
 * is in quarantine, and Jest itself agreed; with no files selected at all, unless the arguments allow that in so many words.
 */
export function verdict(state: RunState): Verdict {
  if (state.interrupted) {
    return {
      exitCode: state.interrupted === "SIGINT" ? 130 : 143,
      reason: `interrupted by ${state.interrupted}`,
    };
  }
  const refusal = state.problems.find(({ refused }) => refused);
  if (refusal) return { exitCode: 2, reason: `nothing was run: see ${refusal.code}` };
  if (state.purpose !== "tests") return ofDeploy(state);
  if (state.files.size === 0) return emptyShard(state) ?? withoutFiles(state);
  return ofFiles(state) ?? ofLeaks(state) ?? ofContainers(state) ?? ofJest(state);
}

// As many accounts as were to be deployed are, and were handed back so. Warming is about those that could be had.
function ofDeploy({ accounts, ready, accountsWanted, problems }: RunState): Verdict {
  const good = [...accounts.values()].filter(
    (one) => one.phase.kind === "released" && ready.has(one.account),
  );
  const needed = accountsWanted || accounts.size;
  if (good.length < needed) {
    return { exitCode: 3, reason: `${good.length} of ${count(needed, "account")} deployed` };
  }
  if (needed === 0) {
    const [problem] = problems;
    return problem ? { exitCode: 3, reason: problem.message } : { exitCode: 0, reason: "nothing to do" };
  }
  return { exitCode: 0, reason: `${count(good.length, "account")} deployed` };
}

function ofFiles(state: RunState): Verdict | undefined {
  const files = [...state.files.values()];
  const total = count(files.length, "file");
  const without = files.filter((file) => isWithoutResult(state.verdictOf(file)));
  const failed = files.filter((file) => !isGreen(state.verdictOf(file))).length - without.length;
  if (without.length > 0 && !(failed > 0 && without.every(gaveWayToBail))) {
    return { exitCode: 3, reason: `${without.length} of ${total} never got a result` };
  }
  if (failed > 0) return { exitCode: 1, reason: `${failed} of ${total} failed` };
  return undefined;
}

function ofLeaks({ leaks }: RunState): Verdict | undefined {
  const failing = leaks.filter(({ fails }) => fails);
  if (failing.length === 0) return undefined;
  const files = new Set(failing.flatMap((leak) => leak.files));
  return { exitCode: 1, reason: `every file passed, but ${count(files.size, "file")} left something behind` };
}

// Every container ends with the verdict of the whole run, in which each has its say.
function ofContainers({ containersSaid }: RunState): Verdict | undefined {
  const said = containersSaid.find(({ exitCode }) => exitCode !== 0);
  if (!said) return undefined;
  return { exitCode: said.exitCode === 1 ? 1 : 3, reason: `container ${said.container}: ${said.reason}` };
}

// Green for what the others have to run; never where nothing was selected at all.
function emptyShard({ shard, jestExit }: RunState): Verdict | undefined {
  if (!shard || shard.total === 0 || jestExit?.code !== 0) return undefined;
  const reason = `this container's part is empty: the others have the ${count(shard.total, "file")} there are`;
  return { exitCode: 0, reason };
}

// Coverage thresholds, global teardown and reporters can all say no after the last file has passed.
function ofJest(state: RunState): Verdict {
  const { jestExit, containersSaid } = state;
  // What a container said of its own end accounts for what its Jest said, not for one that never came to say it.
  const isAccountedFor = jestExit?.signal === null && containersSaid.some(({ own }) => own);
  const isHeard = jestExit?.code === 0 || isAccountedFor;
  if (isHeard) return { exitCode: 0, reason: green(state) };
  if (jestExit && jestExit.code !== null) {
    return {
      exitCode: 1,
      reason: `every file passed, but Jest ended with ${jestExit.code}: see its own output`,
    };
  }
  const how = jestExit?.signal ? `was killed by ${jestExit.signal}` : "vanished";
  return { exitCode: 3, reason: `every file passed, but Jest ${how} before it could say so` };
}

function green(state: RunState): string {
  const { flaky, quarantined } = state.counts();
  const all = state.files.size === 1 ? "the file" : `all ${state.files.size} files`;
  const apart = [
    ...(flaky > 0 ? [`${flaky} of them flaky`] : []),
    ...(quarantined > 0 ? [`but for ${quarantined} in quarantine`] : []),
  ];
  return [`${all} passed`, ...apart].join(", ");
}

// It found no files, refused its configuration, or did something else altogether (--listTests, --version).
function withoutFiles({ argv, jestExit }: RunState): Verdict {
  if (!jestExit || jestExit.code === null) {
    return { exitCode: 3, reason: "Jest was killed before it selected any files" };
  }
  if (jestExit.code !== 0) return { exitCode: 2, reason: "Jest selected no test files: see its own output" };
  if (argv.some((argument) => passWithNoTests.test(argument))) {
    return { exitCode: 0, reason: "no test files, which the arguments allow" };
  }
  if (jestExit.noTestsAllowed) {
    return { exitCode: 0, reason: "no test files, which is well by what Jest was asked for" };
  }
  return { exitCode: 2, reason: "Jest ran no test files: if that is meant, say --passWithNoTests" };
}

const passWithNoTests = /^--(passWithNoTests|pass-with-no-tests)(=true)?$/;

function gaveWayToBail({ attempts, neverRun }: FileState): boolean {
  const end = attempts.at(-1)?.end;
  return neverRun === bailReason || (end?.kind === "cut-off" && end.reason === bailReason);
}
