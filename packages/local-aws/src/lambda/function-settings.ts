import type { VpcConfig } from "../ec2/network-interfaces.ts";
import type { JsonParams } from "../wire/json-params.ts";

/** What can be said of a function and is told again; it runs nothing. */
export interface FunctionSettings {
  Description?: string;
  Environment?: unknown;
  Handler?: string;
  MemorySize?: number;
  Role?: string;
  Runtime?: string;
  Timeout?: number;
  VpcConfig?: VpcConfig;
}

const plainNames = ["Description", "Environment", "Handler", "MemorySize", "Role", "Runtime", "Timeout"];

/** What a request, or a template, says of a function. */
export function functionSettings(params: JsonParams): FunctionSettings {
  const given = plainNames.filter((name) => params[name] !== undefined);
  const settings: FunctionSettings = Object.fromEntries(given.map((name) => [name, params[name]]));
  if (params.VpcConfig === undefined) return settings;
  const { SubnetIds = [], SecurityGroupIds = [] } = params.VpcConfig as Partial<VpcConfig>;
  return { ...settings, VpcConfig: { SubnetIds, SecurityGroupIds } };
}
