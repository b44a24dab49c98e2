import type { HttpCall } from "../gateway/http-call.ts";
import { jsonAnswer, operationIn } from "../gateway/json-service.ts";
import { refusal } from "../gateway/refusal.ts";
import { AwsError, type AwsService, type ServiceAnswer, type ServiceRequest } from "../gateway/service.ts";
import type { RecordOwner } from "../state/account-records.ts";
import { type JsonParams, pageSize, requiredText, textOf } from "../wire/json-params.ts";
import { pageOf } from "../wire/page.ts";
import { tagsIn } from "../wire/tags.ts";
import { functionSettings } from "./function-settings.ts";
import { type Functions, functionArn, type LambdaFunction } from "./functions.ts";
import { lambdaRequestOf } from "./routes.ts";

const invalid = (message: string) => new AwsError("InvalidParameterValueException", message);

type Operation = (functions: Functions, owner: RecordOwner, params: JsonParams) => Promise<ServiceAnswer>;

const operations: Readonly<Record<string, Operation>> = {
  CreateFunction: async (functions, owner, params) => {
    const name = requiredText(params, "FunctionName", invalid);
    const settings = functionSettings(params);
    const made = await functions.create(owner, { name, settings, tags: tagsIn(params.Tags) });
    return jsonAnswer("lambda", configurationAnswer(owner, made), 201);
  },
  DeleteFunction: async (functions, owner, params) => {
    await functions.delete(owner, requiredText(params, "FunctionName", invalid));
    return jsonAnswer("lambda", undefined, 204);
  },
  GetFunction: async (functions, owner, params) => {
    const found = await asked(functions, owner, params);
    const Code = { RepositoryType: "S3", Location: "https://local-aws.invalid/code.zip" };
    return jsonAnswer("lambda", { Configuration: configurationAnswer(owner, found), Code, Tags: found.tags });
  },
  GetFunctionConfiguration: async (functions, owner, params) =>
    jsonAnswer("lambda", configurationAnswer(owner, await asked(functions, owner, params))),
  Invoke: async (functions, owner, params) => {
    await functions.invoke(owner, requiredText(params, "FunctionName", invalid));
    return { ...jsonAnswer("lambda", null), headers: { "x-amz-executed-version": "$LATEST" } };
  },
  ListFunctions: async (functions, owner, params) => {
    const page = pageOf(await functions.list(owner), {
      keyOf: ({ name }) => name,
      size: pageSize(params, { name: "MaxItems", most: 50 }),
      token: textOf(params, "Marker"),
      wrongToken: () => invalid("The marker is not valid"),
    });
    const Functions = page.items.map((one) => configurationAnswer(owner, one));
    return jsonAnswer("lambda", { Functions, NextMarker: page.nextToken });
  },
  ListTags: async (functions, owner, params) => {
    const { tags } = await functions.get(owner, requiredText(params, "Resource", invalid));
    return jsonAnswer("lambda", { Tags: tags });
  },
  UpdateFunctionConfiguration: async (functions, owner, params) => {
    const name = requiredText(params, "FunctionName", invalid);
    const changed = await functions.configure(owner, name, { settings: functionSettings(params) });
    return jsonAnswer("lambda", configurationAnswer(owner, changed));
  },
};

/** Lambda: functions that are there and leave traces, but run nothing. */
export class LambdaService implements AwsService {
  readonly name = "lambda";
  readonly #functions: Functions;

  constructor(options: { functions: Functions }) {
    this.#functions = options.functions;
  }

  decode(call: HttpCall): Pick<ServiceRequest, "operation" | "params"> {
    const request = lambdaRequestOf(call);
    if (!request)
      throw refusal(this.name, "unknown-operation", "The embedded AWS does not do this in lambda.");
    return request;
  }

  async handle({ operation, caller, params }: ServiceRequest): Promise<ServiceAnswer> {
    return operationIn(operations, operation, this.name)(this.#functions, caller, params);
  }
}

function asked(functions: Functions, owner: RecordOwner, params: JsonParams): Promise<LambdaFunction> {
  return functions.get(owner, requiredText(params, "FunctionName", invalid));
}

function configurationAnswer(owner: RecordOwner, { name, settings, modifiedAt }: LambdaFunction) {
  return {
    MemorySize: 128,
    Timeout: 3,
    ...settings,
    FunctionName: name,
    FunctionArn: functionArn(owner, name),
    Version: "$LATEST",
    LastModified: new Date(modifiedAt).toISOString().replace("Z", "+0000"),
    State: "Active",
    LastUpdateStatus: "Successful",
    PackageType: "Zip",
    Architectures: ["x86_64"],
  };
}
