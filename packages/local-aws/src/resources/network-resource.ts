import { type NetworkInterfaces, newEc2Id } from "../ec2/network-interfaces.ts";
import { tagsIn } from "../wire/tags.ts";
import { textIn } from "./naming.ts";
import type {
  HostedResource,
  ResourceHost,
  ResourceRequest,
  ResourceToCreate,
  ResourceToDelete,
  ResourceToUpdate,
} from "./resource-host.ts";

/** `AWS::EC2::VPC`, `Subnet` and `SecurityGroup`: ids that cannot go while a network interface uses them. */
export class NetworkResource implements ResourceHost {
  readonly #interfaces: NetworkInterfaces;
  readonly #prefix: "vpc" | "subnet" | "sg";

  constructor(options: { interfaces: NetworkInterfaces; prefix: "vpc" | "subnet" | "sg" }) {
    this.#interfaces = options.interfaces;
    this.#prefix = options.prefix;
  }

  create(request: ResourceToCreate): Promise<HostedResource> {
    return this.#put(newEc2Id(this.#prefix), request);
  }

  update(request: ResourceToUpdate): Promise<HostedResource> {
    return this.#put(request.physicalId, request);
  }

  delete({ physicalId, caller }: ResourceToDelete): Promise<void> {
    return this.#interfaces.removeNetwork(caller, physicalId);
  }

  async #put(id: string, { properties, tags, caller }: ResourceRequest): Promise<HostedResource> {
    const vpcId = this.#prefix === "vpc" ? id : (textIn(properties, "VpcId") ?? "");
    const network = { id, vpcId, tags: { ...tags, ...tagsIn(properties.Tags) } };
    await this.#interfaces.addNetwork(caller, network);
    const attribute = { vpc: "VpcId", subnet: "SubnetId", sg: "GroupId" }[this.#prefix];
    return { physicalId: id, attributes: { VpcId: vpcId, [attribute]: id } };
  }
}
