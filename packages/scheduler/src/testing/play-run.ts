import { expect } from "@jest/globals";
import type { Schedule } from "../schedule.ts";

/** What becomes of the services of an account, in this order. */
export type Steps = Array<{ service: string; isUp: boolean }>;

/** Plays a run as the dispatcher does, one thing after the other by the dice. @returns the files given up. */
export function playRun(schedule: Schedule, world: Steps[], dice: Iterator<number>): string[] {
  const running: Array<{ account: string; path: string }> = [];
  const deploying = new Map(
    world.map((steps, at) => [`a${at}`, { steps, areAllUp: steps.every(({ isUp }) => isUp) }]),
  );
  const accounts = new Set(deploying.keys());
  for (const account of accounts) schedule.accountJoined(account, []);
  const left: string[] = [];
  while (!schedule.isComplete) {
    for (const account of accounts) {
      for (let start = schedule.next(account); start; start = schedule.next(account)) {
        running.push({ account, path: start.path });
      }
    }
    left.push(...schedule.giveUpBlocked().map(({ path }) => path));
    for (const account of accounts) {
      if (schedule.hasWorkFor(account) || running.some((file) => file.account === account)) continue;
      accounts.delete(account);
      schedule.accountLeft(account);
    }
    const choices = [
      ...running.map((file) => () => {
        running.splice(running.indexOf(file), 1);
        schedule.ended(file.account, file.path, "passed");
      }),
      ...[...deploying]
        .filter(([, { steps }]) => steps.length > 0)
        .map(
          ([account, deploys]) =>
            () =>
              deployNext(schedule, account, deploys),
        ),
    ];
    if (choices.length === 0) break;
    choices[dice.next().value % choices.length]?.();
  }
  expect(schedule.isComplete).toBe(true);
  return left;
}

function deployNext(
  schedule: Schedule,
  account: string,
  deploying: { steps: Steps; areAllUp: boolean },
): void {
  const { steps, areAllUp } = deploying;
  const step = steps.shift();
  if (!step) return;
  const isLastOfAll = areAllUp && steps.length === 0;
  if (step.isUp) schedule.servicesReady(account, [step.service]);
  else schedule.servicesFailed(account, { [step.service]: step.service });
  if (isLastOfAll) schedule.servicesReady(account, "all");
}
