/** Something that happens at a time of its own. */
export interface Event {
  at: number;
  readonly order: number;
  readonly happen: () => void;
  cancelled: boolean;
}

/** The one true time of a simulation, ms, and what happens in it, in order; nothing waits for real time. */
export class EventLoop {
  #now: number;
  #order = 0;
  #steps = 0;
  #heap: Event[] = [];

  constructor(now: number) {
    this.#now = now;
  }

  get now(): number {
    return this.#now;
  }

  /** How many events have happened. */
  get steps(): number {
    return this.#steps;
  }

  /** Has something happen at a time (now, if that has passed); events of one time happen in the order they were made. */
  at(time: number, happen: () => void): Event {
    const event = { at: Math.max(time, this.#now), order: this.#order++, happen, cancelled: false };
    this.#heap.push(event);
    this.#rise(this.#heap.length - 1);
    return event;
  }

  after(ms: number, happen: () => void): Event {
    return this.at(this.#now + ms, happen);
  }

  /** Lets everything happen until `done` says so, the time is `end`, or `steps` events have happened. */
  async run({ done, end, steps }: { done: () => boolean; end: number; steps: number }): Promise<void> {
    await settled();
    while (!done() && this.#steps < steps && (this.#heap[0]?.at ?? Number.POSITIVE_INFINITY) <= end) {
      const event = this.#pop();
      if (!event || event.cancelled) continue;
      this.#now = event.at;
      this.#steps++;
      event.happen();
      await settled();
    }
  }

  #pop(): Event | undefined {
    const [first] = this.#heap;
    const last = this.#heap.pop();
    if (!first || !last || first === last) return first;
    this.#heap[0] = last;
    this.#sink();
    return first;
  }

  #rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(): void {
    for (let at = 0; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < this.#heap.length && this.#isBefore(child, least)) least = child;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #isBefore(one: number, other: number): boolean {
    const a = this.#heap[one] as Event;
    const b = this.#heap[other] as Event;
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }

  #swap(one: number, other: number): void {
    const kept = this.#heap[one] as Event;
    this.#heap[one] = this.#heap[other] as Event;
    this.#heap[other] = kept;
  }
}

/** Everything that promises had still to do is done: what comes next comes from an event. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
