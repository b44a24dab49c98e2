/** A template with one resource that takes so long to be created or updated, ms. */
export function timedTemplate(durationMs, version = "1") {
  return JSON.stringify({
    Resources: {
      Thing: {
        Type: "AWS::SNS::Topic",
        Properties: { DisplayName: version },
        Metadata: { LocalAws: { DurationMs: durationMs } },
      },
    },
  });
}

/** A template with `count` SSM parameters, `/<name>/<n>`. */
export function parametersTemplate(name, count, value = "1") {
  const resource = (n) => [
    `P${n}`,
    { Type: "AWS::SSM::Parameter", Properties: { Name: `/${name}/${n}`, Type: "String", Value: value } },
  ];
  return JSON.stringify({
    Resources: Object.fromEntries(Array.from({ length: count }, (_, n) => resource(n))),
  });
}
