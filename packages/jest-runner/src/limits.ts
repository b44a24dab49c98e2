/** Until when files must have ended in an account, by its key. Outlives an account's pause, not its lease. */
export class Limits {
  readonly #limits = new Map<string, { endsAt: number; isOld: boolean }>();

  /** @param endsAt monotonic ms; no limit when left out. */
  set(account: string, endsAt?: number): void {
    if (endsAt === undefined) this.#limits.delete(account);
    else this.#limits.set(account, { endsAt, isOld: false });
  }

  /** The account is out of the run: under another lease its limit does not hold. */
  left(account: string): void {
    const limit = this.#limits.get(account);
    if (limit) limit.isOld = true;
  }

  /** The limit of an account that joins, perhaps again under the same lease. */
  joined(account: string, isSameLease: boolean): number | undefined {
    const limit = this.#limits.get(account);
    if (limit?.isOld && !isSameLease) this.#limits.delete(account);
    return this.#limits.get(account)?.endsAt;
  }
}
