import type { Clock } from "@regatta/foundation";
import { AwsError } from "../../gateway/service.ts";
import { alreadyExists, textIn } from "../../resources/naming.ts";
import type {
  HostedResource,
  ResourceHost,
  ResourceToCreate,
  ResourceToDelete,
  ResourceToUpdate,
} from "../../resources/resource-host.ts";
import { tagsIn } from "../../wire/tags.ts";
import type { IamAccounts } from "../store/iam-accounts.ts";
import { putProvider } from "../store/providers.ts";
import { listIn } from "./properties.ts";

const type = "AWS::IAM::OIDCProvider";

/** `AWS::IAM::OIDCProvider`: an account has one of an issuer at most. */
export class ProviderResource implements ResourceHost {
  readonly #accounts: IamAccounts;
  readonly #clock: Clock;

  constructor(options: { accounts: IamAccounts; clock: Clock }) {
    this.#accounts = options.accounts;
    this.#clock = options.clock;
  }

  async create(request: ResourceToCreate): Promise<HostedResource> {
    try {
      return await this.#put(request, { replace: false });
    } catch (error) {
      if (!(error instanceof AwsError && error.code === "EntityAlreadyExists")) throw error;
      throw alreadyExists(type, textIn(request.properties, "Url") ?? "");
    }
  }

  async update(request: ResourceToUpdate): Promise<HostedResource> {
    const url = textIn(request.properties, "Url")?.replace("https://", "");
    const isOther = url !== undefined && !request.physicalId.endsWith(`/${url}`);
    return this.#put(request, { replace: !isOther });
  }

  async delete({ physicalId, caller }: ResourceToDelete): Promise<void> {
    await (await this.#accounts.of(caller.account)).removeProvider(physicalId);
  }

  async #put(
    { properties, caller }: ResourceToCreate | ResourceToUpdate,
    { replace }: { replace: boolean },
  ): Promise<HostedResource> {
    const spec = {
      url: textIn(properties, "Url") ?? "",
      clientIds: listIn(properties, "ClientIdList"),
      thumbprints: listIn(properties, "ThumbprintList"),
      tags: tagsIn(properties.Tags),
    };
    const account = await this.#accounts.of(caller.account);
    const { arn } = await putProvider(account, spec, { now: this.#clock.now(), replace });
    return { physicalId: arn, attributes: { Arn: arn } };
  }
}
