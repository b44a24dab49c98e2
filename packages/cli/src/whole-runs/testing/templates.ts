export interface SampleService {
  /** Names of services that must be deployed first. */
  dependsOn?: string[];
  /** Metadata for the embedded AWS: makes the resource fail, or take its time. */
  behaviour?: Record<string, unknown>;
}

/** Config and templates of services that hold one SSM parameter each, `/sample/<name>`. */
export function sampleServices(services: Record<string, SampleService>): {
  files: Record<string, string>;
  services: Record<string, unknown>;
} {
  const files: Record<string, string> = {};
  const config: Record<string, unknown> = {};
  for (const [name, { dependsOn = [], behaviour }] of Object.entries(services)) {
    files[`services/${name}/template.json`] = template(name, behaviour);
    config[name] = { directory: `services/${name}`, template: "template.json", dependsOn };
  }
  return { files, services: config };
}

/** A template whose only resource is an SSM parameter. */
export function template(name: string, behaviour?: Record<string, unknown>, value = "1"): string {
  return JSON.stringify({
    Resources: {
      Setting: {
        Type: "AWS::SSM::Parameter",
        ...(behaviour ? { Metadata: { LocalAws: behaviour } } : {}),
        Properties: { Name: `/sample/${name}`, Type: "String", Value: value },
      },
    },
    Outputs: { SettingName: { Value: { Ref: "Setting" } } },
  });
}
