import { AwsError, type Caller } from "../gateway/service.ts";
import { type Tags, tagsIn } from "../wire/tags.ts";
import { alreadyExists, madeUpName, replacementName, textIn } from "./naming.ts";
import type {
  HostedResource,
  ResourceHost,
  ResourceRequest,
  ResourceToCreate,
  ResourceToDelete,
  ResourceToUpdate,
} from "./resource-host.ts";

/** What a template wants of a resource: its properties, and all its tags. */
export interface Wanted {
  readonly properties: Record<string, unknown>;
  readonly tags: Tags;
  readonly caller: Caller;
}

/** A type of resource that its service knows by a name which can only be given once. */
export interface NamedKind {
  readonly type: string;
  /** The property that names it. */
  readonly nameProperty: string;
  /** @returns its physical id and attributes. @throws {AwsError} of a code with `AlreadyExist`, `Exists` or `Conflict`. */
  create(name: string, wanted: Wanted): Promise<HostedResource>;
  /** Makes it be as wanted, its name aside. */
  configure(physicalId: string, wanted: Wanted): Promise<HostedResource>;
  /** @throws {AwsError} of a code with `NotFound`, which is no failure; anything else is. */
  delete(physicalId: string, request: ResourceToDelete): Promise<void>;
  /** The name in a physical id; where left out they are the same. */
  nameIn?(physicalId: string): string;
}

/** Resources of one such type: what they all have in common. */
export class NamedResource implements ResourceHost {
  readonly #kind: NamedKind;

  constructor(kind: NamedKind) {
    this.#kind = kind;
  }

  async create(request: ResourceToCreate): Promise<HostedResource> {
    const { type, nameProperty } = this.#kind;
    const stem = type.split("::").at(-1) ?? type;
    const name = textIn(request.properties, nameProperty) ?? request.physicalId ?? madeUpName(stem);
    try {
      return await this.#kind.create(name, wantedIn(request));
    } catch (error) {
      const isTaken = error instanceof AwsError && /AlreadyExist|Exists|Conflict/.test(error.code);
      throw isTaken ? alreadyExists(type, name) : error;
    }
  }

  async update(request: ResourceToUpdate): Promise<HostedResource> {
    const { physicalId, properties } = request;
    const name = this.#kind.nameIn?.(physicalId) ?? physicalId;
    const wanted = textIn(properties, this.#kind.nameProperty);
    if (wanted === undefined || wanted === name) return this.#kind.configure(physicalId, wantedIn(request));
    return this.create({ ...request, physicalId: replacementName(name, wanted) });
  }

  async delete(request: ResourceToDelete): Promise<void> {
    try {
      await this.#kind.delete(request.physicalId, request);
    } catch (error) {
      if (!(error instanceof AwsError && /NotFound/.test(error.code))) throw error;
    }
  }
}

/** Its own tags come before its stack's. */
function wantedIn({ properties, tags, caller }: ResourceRequest): Wanted {
  return { properties, caller, tags: { ...tags, ...tagsIn(properties.Tags) } };
}
