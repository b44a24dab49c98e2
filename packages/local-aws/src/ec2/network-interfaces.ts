import { randomBytes } from "node:crypto";
import type { Clock } from "@regatta/foundation";
import { AwsError } from "../gateway/service.ts";
import { AccountRecords, type RecordOwner } from "../state/account-records.ts";
import type { StateStore } from "../state/state-store.ts";
import type { TaggedResource } from "../tagging/tagged-resource.ts";
import type { Tags } from "../wire/tags.ts";

/** A VPC, a subnet or a security group: an id others refer to. */
export interface Network {
  readonly id: string;
  /** Of a VPC its own id. */
  readonly vpcId: string;
  tags: Tags;
}

export interface NetworkInterface {
  readonly id: string;
  readonly subnetId: string;
  readonly vpcId: string;
  readonly groupIds: readonly string[];
  readonly description: string;
  readonly tags: Tags;
  /** The function it was made for; undefined where somebody made it by hand. */
  readonly functionName?: string;
  /** Attached: nobody but Lambda can delete it. */
  isInUse: boolean;
  /** When Lambda removes it; server time, ms since the epoch. */
  goesAt?: number;
}

/** How a function is in a VPC. */
export interface VpcConfig {
  readonly SubnetIds: readonly string[];
  readonly SecurityGroupIds: readonly string[];
}

/** The network interfaces of all accounts, and the networks they are in. */
export class NetworkInterfaces {
  readonly #interfaces: AccountRecords<NetworkInterface>;
  readonly #networks: AccountRecords<Network>;
  readonly #clock: Clock;

  constructor(options: { state: StateStore; clock: Clock }) {
    const { state } = options;
    this.#clock = options.clock;
    this.#interfaces = new AccountRecords({ state, name: "network-interfaces", keyOf: ({ id }) => id });
    this.#networks = new AccountRecords({ state, name: "networks", keyOf: ({ id }) => id });
  }

  /** By id; those Lambda has removed by now left out. */
  async list(owner: RecordOwner): Promise<NetworkInterface[]> {
    const interfaces = await this.#interfaces.of(owner);
    for (const { id, goesAt } of interfaces.list()) {
      if (goesAt !== undefined && goesAt <= this.#clock.now()) await interfaces.delete(id);
    }
    return interfaces.list();
  }

  /** @throws {AwsError} `InvalidNetworkInterfaceID.NotFound`. */
  async get(owner: RecordOwner, id: string): Promise<NetworkInterface> {
    const found = (await this.list(owner)).find((one) => one.id === id);
    if (found) return found;
    const message = `The networkInterface ID '${id}' does not exist`;
    throw new AwsError("InvalidNetworkInterfaceID.NotFound", message);
  }

  /** Makes one that nothing uses yet. */
  async create(
    owner: RecordOwner,
    options: Pick<NetworkInterface, "subnetId" | "groupIds" | "description" | "tags">,
  ): Promise<NetworkInterface> {
    return this.#add(owner, { ...options, isInUse: false });
  }

  /** @throws {AwsError} `InvalidNetworkInterfaceID.NotFound`, `InvalidParameterValue` while it is in use. */
  async delete(owner: RecordOwner, id: string): Promise<void> {
    const { isInUse } = await this.get(owner, id);
    if (isInUse) {
      throw new AwsError("InvalidParameterValue", `Network interface '${id}' is currently in use.`);
    }
    await (await this.#interfaces.of(owner)).delete(id);
  }

  /** Gives a function one interface in each of its subnets, as Lambda does. */
  async attach(owner: RecordOwner, functionName: string, vpc: VpcConfig): Promise<void> {
    for (const subnetId of vpc.SubnetIds) {
      const description = `AWS Lambda VPC ENI-${functionName}-${randomBytes(4).toString("hex")}`;
      const groupIds = vpc.SecurityGroupIds;
      await this.#add(owner, { subnetId, groupIds, description, tags: {}, functionName, isInUse: true });
    }
  }

  /**
   * Detaches a function from its VPC.
   * @param options.stayMs how long Lambda takes to remove its interfaces; infinite: it never does, and anybody may.
   */
  async detach(owner: RecordOwner, functionName: string, { stayMs }: { stayMs: number }): Promise<void> {
    const interfaces = await this.#interfaces.of(owner);
    for (const one of await this.list(owner)) {
      if (one.functionName !== functionName || one.goesAt !== undefined) continue;
      if (Number.isFinite(stayMs)) one.goesAt = this.#clock.now() + stayMs;
      else one.isInUse = false;
      await interfaces.put(one);
    }
  }

  async addNetwork(owner: RecordOwner, network: Network): Promise<void> {
    await (await this.#networks.of(owner)).put(network);
  }

  async network(owner: RecordOwner, id: string): Promise<Network | undefined> {
    return (await this.#networks.of(owner)).get(id);
  }

  /** @throws {AwsError} `DependencyViolation` while an interface uses it. */
  async removeNetwork(owner: RecordOwner, id: string): Promise<void> {
    const users = await this.list(owner);
    if (users.some((one) => one.subnetId === id || one.vpcId === id || one.groupIds.includes(id))) {
      throw new AwsError("DependencyViolation", `resource ${id} has a dependent object`);
    }
    await (await this.#networks.of(owner)).delete(id);
  }

  async taggedResources(owner: RecordOwner): Promise<TaggedResource[]> {
    const networks = (await this.#networks.of(owner)).list();
    return [...(await this.list(owner)), ...networks].map(({ id, tags }) => {
      const kind = kinds[id.split("-")[0] ?? ""] ?? "network-interface";
      return { arn: ec2Arn(owner, kind, id), type: `ec2:${kind}`, tags };
    });
  }

  async #add(owner: RecordOwner, options: Omit<NetworkInterface, "id" | "vpcId">): Promise<NetworkInterface> {
    const subnet = await this.network(owner, options.subnetId);
    const added = { ...options, id: newEc2Id("eni"), vpcId: subnet?.vpcId ?? "" };
    await (await this.#interfaces.of(owner)).put(added);
    return added;
  }
}

const kinds: Readonly<Record<string, string>> = { vpc: "vpc", subnet: "subnet", sg: "security-group" };

/** `<prefix>-` and 17 hexadecimal digits. */
export function newEc2Id(prefix: string): string {
  return `${prefix}-${randomBytes(9).toString("hex").slice(0, 17)}`;
}

function ec2Arn({ account, region }: RecordOwner, kind: string, id: string): string {
  return `arn:aws:ec2:${region}:${account}:${kind}/${id}`;
}
