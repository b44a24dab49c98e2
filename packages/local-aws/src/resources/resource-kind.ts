import type { Caller } from "../gateway/service.ts";
import type { HostedResource } from "./resource-host.ts";

/** What is wanted of one resource. */
export interface ResourceRequest {
  readonly type: string;
  readonly properties: Record<string, unknown>;
  readonly caller: Caller;
}

/** How resources of one type are made; see `ResourceHost` for what each does and raises. */
export interface ResourceKind {
  create(request: ResourceRequest & { readonly physicalId: string | undefined }): Promise<HostedResource>;
  update(request: ResourceRequest & { readonly physicalId: string }): Promise<HostedResource>;
  delete(request: { readonly physicalId: string; readonly caller: Caller }): Promise<void>;
}
