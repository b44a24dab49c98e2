/** A request that has been answered. */
export interface LoggedRequest {
  readonly service: string;
  readonly operation: string;
  /** The caller's account; empty where the caller is not known. */
  readonly account: string;
  /** When it came in; server time, ms since the epoch. */
  readonly at: number;
  /** The HTTP status; 0 where the connection was cut instead. */
  readonly status: number;
}

/** What is left out matches everything. */
export interface RequestFilter {
  service?: string;
  operation?: string;
  account?: string;
}

/** What was asked, for assertions such as "one DescribeStacks an account". */
export interface RequestLog {
  /** Oldest first; the oldest of very many are forgotten. */
  list(filter?: RequestFilter): LoggedRequest[];
  clear(): void;
  /**
   * Resolves with the `count`th request that matches (default: the first), counting those in the log.
   * @param signal stops waiting, rejecting with its reason.
   * @throws when the embedded AWS closes first.
   */
  waitFor(filter: RequestFilter, count?: number, signal?: AbortSignal): Promise<LoggedRequest>;
}

interface Waiter {
  filter: RequestFilter;
  missing: number;
  resolve(request: LoggedRequest): void;
  reject(reason: unknown): void;
}

/** The last requests, in memory. */
export class RequestBook implements RequestLog {
  readonly #capacity: number;
  readonly #waiters = new Set<Waiter>();
  #requests: LoggedRequest[] = [];

  /** @param capacity how many requests are surely remembered; up to twice as many are. */
  constructor(capacity = 50_000) {
    this.#capacity = capacity;
  }

  /** Notes an answered request and wakes who waits for it. */
  note(request: LoggedRequest): void {
    this.#requests.push(request);
    if (this.#requests.length >= 2 * this.#capacity) this.#requests = this.#requests.slice(-this.#capacity);
    for (const waiter of this.#waiters) {
      if (!fits(request, waiter.filter)) continue;
      waiter.missing -= 1;
      if (waiter.missing === 0) waiter.resolve(request);
    }
  }

  list(filter: RequestFilter = {}): LoggedRequest[] {
    return this.#requests.filter((request) => fits(request, filter));
  }

  clear(): void {
    this.#requests = [];
  }

  waitFor(filter: RequestFilter, count = 1, signal?: AbortSignal): Promise<LoggedRequest> {
    const seen = this.list(filter);
    const there = seen[count - 1];
    if (there) return Promise.resolve(there);
    return new Promise<LoggedRequest>((resolve, reject) => {
      const end = (): void => {
        this.#waiters.delete(waiter);
        signal?.removeEventListener("abort", abort);
      };
      const waiter: Waiter = {
        filter,
        missing: count - seen.length,
        resolve: (request) => {
          end();
          resolve(request);
        },
        reject: (reason) => {
          end();
          reject(reason);
        },
      };
      const abort = (): void => waiter.reject(signal?.reason);
      this.#waiters.add(waiter);
      signal?.addEventListener("abort", abort);
      if (signal?.aborted) abort();
    });
  }

  /** Nobody waits any longer. */
  close(): void {
    for (const waiter of this.#waiters) waiter.reject(new Error("the embedded AWS was closed"));
  }
}

function fits(request: LoggedRequest, { service, operation, account }: RequestFilter): boolean {
  return (
    (service === undefined || request.service === service) &&
    (operation === undefined || request.operation === operation) &&
    (account === undefined || request.account === account)
  );
}
