/** The one true time of a simulation, ms, and what happens in it, in order. Nothing waits for real time. */
export class SimLoop {
  #now = 0;
  #order = 0;
  #events: Array<{ at: number; order: number; happen: () => void }> = [];

  get now(): number {
    return this.#now;
  }

  after(ms: number, happen: () => void): void {
    const event = { at: this.#now + Math.max(0, ms), order: this.#order++, happen };
    let from = 0;
    let to = this.#events.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      const other = this.#events[middle];
      // Next to happen is last.
      if (other && (other.at > event.at || (other.at === event.at && other.order > event.order)))
        from = middle + 1;
      else to = middle;
    }
    this.#events.splice(from, 0, event);
  }

  /** Lets things happen until `done` says so. @returns false when the time is `end` before. */
  async run(done: () => boolean, end: number): Promise<boolean> {
    await settled();
    while (!done()) {
      const event = this.#events.pop();
      if (!event || event.at > end) return false;
      this.#now = event.at;
      event.happen();
      await settled();
    }
    return true;
  }
}

/** Everything that promises had still to do is done: what comes next comes from an event. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
