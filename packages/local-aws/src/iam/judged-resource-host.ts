import type {
  HostedResource,
  ResourceHost,
  ResourceToCreate,
  ResourceToDelete,
  ResourceToUpdate,
} from "../resources/resource-host.ts";
import type { ActingCaller } from "./acting-caller.ts";
import { resourceAccess } from "./actions/resource-access.ts";
import type { Authorizer } from "./authorizer.ts";

/** Makes, changes and deletes resources only as far as whoever changes the stack may do so. */
export class JudgedResourceHost implements ResourceHost {
  readonly #host: ResourceHost;
  readonly #authorizer: Authorizer;
  readonly #acting: ActingCaller;

  constructor(options: { host: ResourceHost; authorizer: Authorizer; acting: ActingCaller }) {
    this.#host = options.host;
    this.#authorizer = options.authorizer;
    this.#acting = options.acting;
  }

  async create(request: ResourceToCreate): Promise<HostedResource> {
    await this.#judge("create", request, request.properties);
    return this.#host.create(request);
  }

  async update(request: ResourceToUpdate): Promise<HostedResource> {
    await this.#judge("update", request, request.properties);
    return this.#host.update(request);
  }

  async delete(request: ResourceToDelete): Promise<void> {
    await this.#judge("delete", request, {});
    return this.#host.delete(request);
  }

  async #judge(
    change: "create" | "update" | "delete",
    { type, physicalId, caller: owner }: Pick<ResourceToCreate, "type" | "physicalId" | "caller">,
    properties: Record<string, unknown>,
  ): Promise<void> {
    const acting = this.#acting.current;
    if (!acting) return;
    const accesses = resourceAccess({ type, change, physicalId, properties, owner });
    await this.#authorizer.authorizeAccesses(accesses, acting);
  }
}
