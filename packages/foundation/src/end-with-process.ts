const living = new Map<number, NodeJS.Signals>();

/**
 * Sees that a process group does not outlive this process, however that ends short of being killed: a second Ctrl-C
 * quits at once, and waits for nobody.
 * @param leader the id of the process that leads it; nothing to do for one that could not be started.
 * @param signal what it is ended with: SIGTERM where it leaves something behind that only it can clear.
 * @returns forgets it: to be called when the group is gone, for its id may then be another's.
 */
export function endWithProcess(leader: number | undefined, signal: NodeJS.Signals = "SIGKILL"): () => void {
  if (leader === undefined) return () => undefined;
  if (living.size === 0) process.on("exit", endAll);
  living.set(leader, signal);
  return () => {
    if (living.delete(leader) && living.size === 0) process.off("exit", endAll);
  };
}

function endAll(): void {
  for (const [leader, signal] of living) {
    try {
      process.kill(-leader, signal);
    } catch {
      // It is gone already.
    }
  }
}
