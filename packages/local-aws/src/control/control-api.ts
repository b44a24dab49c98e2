import { messageOf } from "@regatta/foundation";
import type { Fault } from "../faults/fault.ts";
import type { FaultControl } from "../faults/fault-book.ts";
import type { HttpCall } from "../gateway/http-call.ts";
import type { World } from "../identity/world.ts";
import { parseOrganization } from "../organizations/organization.ts";
import type { OrganizationsService } from "../organizations/organizations-service.ts";
import type { RequestFilter, RequestLog } from "../requests/request-log.ts";

/** Where the controls live; no AWS service has such a path. */
export const controlPath = "/_local-aws/";

/** What a control answers: JSON. */
export interface ControlAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The controls over HTTP, for when the embedded AWS is a process of its own. */
export class ControlApi {
  readonly #faults: FaultControl;
  readonly #requests: RequestLog;
  readonly #world: World;
  readonly #organizations: Pick<OrganizationsService, "replace"> | undefined;

  constructor(options: {
    faults: FaultControl;
    requests: RequestLog;
    world: World;
    organizations?: Pick<OrganizationsService, "replace">;
  }) {
    this.#organizations = options.organizations;
    this.#faults = options.faults;
    this.#requests = options.requests;
    this.#world = options.world;
  }

  /**
   * Answers one control request; never throws.
   * @param signal aborted when the asker has gone: nothing waits for it any longer.
   */
  async answer(call: HttpCall, signal: AbortSignal): Promise<ControlAnswer> {
    const [resource = "", id] = call.path.slice(controlPath.length).split("/");
    const query = new URLSearchParams(call.query);
    try {
      switch (`${call.method} ${resource}`) {
        case "POST faults":
          return ok({ id: this.#faults.add(JSON.parse(call.body.toString("utf8")) as Fault) });
        case "DELETE faults":
          this.#faults.clear(id && decodeURIComponent(id));
          return ok({});
        case "GET requests":
          return ok(await this.#read(query, signal));
        case "DELETE requests":
          this.#requests.clear();
          return ok({});
        case "PUT organization":
          this.#organizations?.replace(parseOrganization(JSON.parse(call.body.toString("utf8"))));
          return ok({});
        case "GET accounts":
          return ok({ hub: this.#world.hub, accounts: this.#world.accounts });
        default:
          return { status: 404, body: { message: `There is no control ${call.method} ${call.path}` } };
      }
    } catch (error) {
      return { status: 400, body: { message: messageOf(error) } };
    }
  }

  /** With `waitFor=<count>` the answer comes when that many requests have been seen. */
  async #read(query: URLSearchParams, signal: AbortSignal): Promise<unknown> {
    const filter: RequestFilter = {};
    for (const name of ["service", "operation", "account"] as const) {
      const value = query.get(name);
      if (value !== null) filter[name] = value;
    }
    const count = query.get("waitFor");
    if (count === null) return { requests: this.#requests.list(filter) };
    return { request: await this.#requests.waitFor(filter, Number(count), signal) };
  }
}

function ok(body: unknown): ControlAnswer {
  return { status: 200, body };
}
