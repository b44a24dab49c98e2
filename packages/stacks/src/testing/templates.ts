/** A template with one parameter in SSM per name, whose names and values are outputs too. */
export function parameters(values: Record<string, string>, rest: Record<string, unknown> = {}) {
  return {
    Resources: Object.fromEntries(
      Object.entries(values).map(([name, Value]) => [
        name,
        { Type: "AWS::SSM::Parameter", Properties: { Type: "String", Value } },
      ]),
    ),
    Outputs: Object.fromEntries(
      Object.keys(values).map((name) => [name, { Value: { "Fn::GetAtt": [name, "Value"] } }]),
    ),
    ...rest,
  };
}

/** What the embedded AWS does with a resource that says so in its metadata; real AWS ignores it. */
export interface Told {
  Fail?: string | string[];
  Message?: string;
  Times?: number;
  DurationMs?: number;
}

/** A template with one inert resource, `Thing`, that behaves as told. */
export function thing(told: Told, version = "1") {
  return {
    Resources: {
      Thing: { Type: "AWS::SNS::Topic", Properties: { DisplayName: version }, Metadata: { LocalAws: told } },
    },
  };
}
