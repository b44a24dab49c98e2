import type { HttpCall } from "../gateway/http-call.ts";
import { AwsError } from "../gateway/service.ts";
import type { JsonParams } from "../wire/json-params.ts";

/** Method, path and operation; what stands for `*` is the parameter. */
const routes: ReadonlyArray<readonly [method: string, path: RegExp, operation: string, parameter?: string]> =
  [
    ["GET", /^\/2015-03-31\/functions\/?$/, "ListFunctions"],
    ["POST", /^\/2015-03-31\/functions\/?$/, "CreateFunction"],
    ["GET", /^\/2015-03-31\/functions\/([^/]+)$/, "GetFunction", "FunctionName"],
    ["DELETE", /^\/2015-03-31\/functions\/([^/]+)$/, "DeleteFunction", "FunctionName"],
    ["GET", /^\/2015-03-31\/functions\/([^/]+)\/configuration$/, "GetFunctionConfiguration", "FunctionName"],
    [
      "PUT",
      /^\/2015-03-31\/functions\/([^/]+)\/configuration$/,
      "UpdateFunctionConfiguration",
      "FunctionName",
    ],
    ["POST", /^\/2015-03-31\/functions\/([^/]+)\/invocations$/, "Invoke", "FunctionName"],
    ["GET", /^\/2017-03-31\/tags\/([^/]+)$/, "ListTags", "Resource"],
  ];

/**
 * Reads a request of Lambda's: operation and names lie in the path, the rest in query and body.
 * @returns undefined where there is no such operation here.
 * @throws {AwsError} `InvalidRequestContentException`.
 */
export function lambdaRequestOf(call: HttpCall): { operation: string; params: JsonParams } | undefined {
  for (const [method, path, operation, parameter] of routes) {
    const match = method === call.method ? path.exec(call.path) : null;
    if (!match) continue;
    const inPath = parameter === undefined ? {} : { [parameter]: decodeURIComponent(match[1] ?? "") };
    const inBody = operation === "Invoke" ? {} : bodyOf(call);
    return {
      operation,
      params: { ...Object.fromEntries(new URLSearchParams(call.query)), ...inBody, ...inPath },
    };
  }
  return undefined;
}

function bodyOf({ body }: HttpCall): JsonParams {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString("utf8")) as JsonParams;
  } catch {
    throw new AwsError("InvalidRequestContentException", "Could not parse request body into json");
  }
}
