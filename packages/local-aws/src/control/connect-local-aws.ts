import { RegattaError } from "@regatta/foundation";
import type { Fault } from "../faults/fault.ts";
import type { PoolAccountOfWorld, World } from "../identity/world.ts";
import type { Organization } from "../organizations/organization.ts";
import type { LoggedRequest, RequestFilter } from "../requests/request-log.ts";
import { controlPath } from "./control-api.ts";

/** The controls of an embedded AWS in another process. */
export interface RemoteLocalAws {
  readonly hub: World["hub"];
  readonly accounts: readonly PoolAccountOfWorld[];
  readonly faults: {
    add(fault: Fault): Promise<string>;
    clear(id?: string): Promise<void>;
  };
  /** Puts another organization in the place of the one there is. */
  setOrganization(organization: Organization): Promise<void>;
  readonly requests: {
    list(filter?: RequestFilter): Promise<LoggedRequest[]>;
    clear(): Promise<void>;
    waitFor(filter: RequestFilter, count?: number, signal?: AbortSignal): Promise<LoggedRequest>;
  };
}

/**
 * Connects to an embedded AWS that runs already.
 * @param url such as `http://127.0.0.1:4100`.
 * @throws {RegattaError} `LOCAL_AWS_UNREACHABLE` when nothing answers there, `LOCAL_AWS_REFUSED` when it
 * refuses what is asked; the methods of the result too.
 */
export async function connectLocalAws(url: string): Promise<RemoteLocalAws> {
  const ask = asker(url);
  const { hub, accounts } = (await ask("GET", "accounts")) as Pick<World, "hub" | "accounts">;
  return {
    hub,
    accounts,
    faults: {
      add: async (fault) => ((await ask("POST", "faults", { body: fault })) as { id: string }).id,
      clear: async (id) =>
        void (await ask("DELETE", id === undefined ? "faults" : `faults/${encodeURIComponent(id)}`)),
    },
    setOrganization: async (organization) => void (await ask("PUT", "organization", { body: organization })),
    requests: {
      list: async (filter = {}) => {
        const answer = await ask("GET", `requests?${new URLSearchParams({ ...filter })}`);
        return (answer as { requests: LoggedRequest[] }).requests;
      },
      clear: async () => void (await ask("DELETE", "requests")),
      waitFor: async (filter, count = 1, signal) => {
        const query = new URLSearchParams({ ...filter, waitFor: String(count) });
        const answer = await ask("GET", `requests?${query}`, signal && { signal });
        return (answer as { request: LoggedRequest }).request;
      },
    },
  };
}

type Ask = (
  method: string,
  path: string,
  options?: { body?: unknown; signal?: AbortSignal },
) => Promise<unknown>;

function asker(url: string): Ask {
  const base = new URL(controlPath, url);
  return async (method, path, { body, signal } = {}) => {
    const request: RequestInit = { method, signal: signal ?? null };
    if (body !== undefined) request.body = JSON.stringify(body);
    const response = await fetch(new URL(path, base), request).catch((cause: unknown) => {
      signal?.throwIfAborted();
      throw new RegattaError(`No embedded AWS answers at ${url}`, {
        code: "LOCAL_AWS_UNREACHABLE",
        source: "service",
        nextStep: "Check that it is still running, and its address.",
        cause,
      });
    });
    const answer = (await response.json()) as { message?: string };
    if (response.ok) return answer;
    throw new RegattaError(answer.message ?? `The embedded AWS answered ${response.status}`, {
      code: "LOCAL_AWS_REFUSED",
      source: "user",
      nextStep: "Correct what was asked of the embedded AWS.",
    });
  };
}
