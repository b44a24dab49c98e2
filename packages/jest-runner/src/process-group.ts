/**
 * Kills a process and everything it has started (SIGKILL to the group it leads).
 * @returns false when the group is gone already.
 */
export function killGroup(pid: number): boolean {
  try {
    process.kill(-pid, "SIGKILL");
    return true;
  } catch (error) {
    // EPERM: only zombies of the group are left (macOS); there is nothing to kill.
    if (["ESRCH", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
    throw error;
  }
}
