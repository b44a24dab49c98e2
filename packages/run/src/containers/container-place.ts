import { RegattaError } from "@regatta/foundation";

/** What the command line says of the containers a run is shared by. */
export interface ContainerRequest {
  /** Which container this is, from 1, and how many there are. */
  container?: { index: number; of: number };
  /** What the containers of one run have in common, and no other run has. */
  together?: string;
}

/** Which of the containers of a run this is. */
export interface ContainerPlace {
  /** From 1. */
  index: number;
  of: number;
  key: string;
  /** Found in the variables of a CI, not asked for. */
  isFound: boolean;
}

interface FoundPlace {
  index: number;
  of: number;
  key: string | undefined;
}

/**
 * Puts what was asked for over what the CI says. Pure.
 * @returns undefined for a run on one machine.
 * @throws RegattaError CONTAINER_UNCLEAR where only a part of it is known.
 */
export function containerPlace(
  { container, together }: ContainerRequest,
  env: NodeJS.ProcessEnv,
): ContainerPlace | undefined {
  const found = placeInCi(env);
  const { index, of } = container ?? found ?? {};
  const key = together ?? found?.key;
  if (of === 1) return undefined;
  if (index === undefined || of === undefined) {
    if (together === undefined) return undefined;
    throw unclear("which of the containers this is", "say --container 2/3, beside --together");
  }
  if (key === undefined) {
    throw unclear(
      "what the containers of this run have in common",
      "say --together with a name that every container of this run is given, and no other run",
    );
  }
  return { index, of, key, isFound: container === undefined && together === undefined };
}

/*
 * The variables as each CI documents them: CircleCI "Built-in environment variables", GitLab "Predefined CI/CD
 * variables", Buildkite "Environment variables". Restarted containers have the same, reruns of a whole workflow do not.
 */
function placeInCi(env: NodeJS.ProcessEnv): FoundPlace | undefined {
  return circleCi(env) ?? gitLab(env) ?? buildkite(env);
}

function circleCi(env: NodeJS.ProcessEnv): FoundPlace | undefined {
  const { CIRCLE_NODE_INDEX: index, CIRCLE_NODE_TOTAL: of, CIRCLE_WORKFLOW_ID: id, CIRCLE_JOB: job } = env;
  return place(index, of, 0, id && job && `circleci/${id}/${job}`);
}

// Also jobs of a matrix have an index there, but are different jobs: those of `parallel: n` end with it.
function gitLab(env: NodeJS.ProcessEnv): FoundPlace | undefined {
  const { CI_NODE_INDEX: index, CI_NODE_TOTAL: of, CI_PIPELINE_ID: id, CI_JOB_NAME: name = "" } = env;
  const suffix = ` ${index}/${of}`;
  if (!name.endsWith(suffix)) return undefined;
  return place(index, of, 1, id && `gitlab/${id}/${name.slice(0, -suffix.length)}`);
}

function buildkite(env: NodeJS.ProcessEnv): FoundPlace | undefined {
  const { BUILDKITE_PARALLEL_JOB: index, BUILDKITE_PARALLEL_JOB_COUNT: of } = env;
  const { BUILDKITE_BUILD_ID: id, BUILDKITE_STEP_ID: step } = env;
  return place(index, of, 0, id && step && `buildkite/${id}/${step}`);
}

function place(
  index: string | undefined,
  of: string | undefined,
  first: number,
  key: string | undefined,
): FoundPlace | undefined {
  if (!/^\d+$/.test(index ?? "") || !/^\d+$/.test(of ?? "")) return undefined;
  return { index: Number(index) - first + 1, of: Number(of), key: key || undefined };
}

function unclear(what: string, nextStep: string): RegattaError {
  return new RegattaError(`It is not known ${what}.`, {
    code: "CONTAINER_UNCLEAR",
    source: "user",
    nextStep: `${nextStep[0]?.toUpperCase()}${nextStep.slice(1)}.`,
  });
}
