import type { Clock } from "@regatta/foundation";
import { AwsError } from "../gateway/service.ts";
import type { ParameterStore } from "../ssm/parameter-store.ts";
import { checkedName, checkedType } from "../ssm/parse-parameters.ts";
import type { SsmService } from "../ssm/ssm-service.ts";
import { alreadyExists, madeUpName, replacementName, textIn } from "./naming.ts";
import type {
  HostedResource,
  ResourceHost,
  ResourceToCreate,
  ResourceToDelete,
  ResourceToUpdate,
} from "./resource-host.ts";

const type = "AWS::SSM::Parameter";

/** `AWS::SSM::Parameter`, made in the account's own parameter store. */
export class ParameterResource implements ResourceHost {
  readonly #ssm: SsmService;
  readonly #clock: Clock;

  constructor(options: { ssm: SsmService; clock: Clock }) {
    this.#ssm = options.ssm;
    this.#clock = options.clock;
  }

  async create(request: ResourceToCreate): Promise<HostedResource> {
    const { properties, caller, physicalId } = request;
    const name = checkedName(textIn(properties, "Name") ?? physicalId ?? madeUpName("CFN-Parameter"));
    const store = await this.#ssm.parametersOf(caller);
    if (store.get(name)) throw alreadyExists(type, name);
    return this.#write(store, name, properties);
  }

  async update(request: ResourceToUpdate): Promise<HostedResource> {
    const { properties, caller, physicalId } = request;
    const wantedName = textIn(properties, "Name");
    if (wantedName !== undefined && wantedName !== physicalId) {
      return this.create({ ...request, physicalId: replacementName(physicalId, wantedName) });
    }
    return this.#write(await this.#ssm.parametersOf(caller), physicalId, properties);
  }

  async delete({ physicalId, caller }: ResourceToDelete): Promise<void> {
    const store = await this.#ssm.parametersOf(caller);
    await store.delete(physicalId);
  }

  async #write(
    store: ParameterStore,
    name: string,
    properties: Record<string, unknown>,
  ): Promise<HostedResource> {
    const { Type: parameterType, Value: value } = properties;
    if (parameterType === "SecureString")
      throw new AwsError("ValidationException", "SecureString is not supported by AWS::SSM::Parameter");
    if (value === undefined || value === null || value === "")
      throw new AwsError("ValidationException", "#: required key [Value] not found");
    const parameter = await store.put({
      name,
      value: String(value),
      type: checkedType(parameterType),
      overwrite: true,
      now: this.#clock.now(),
    });
    return { physicalId: name, attributes: { Type: parameter.Type, Value: parameter.Value } };
  }
}
