import {
  defaultResource,
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from "@opentelemetry/resources";

/**
 * What sends: Regatta, unless OTEL_SERVICE_NAME or OTEL_RESOURCE_ATTRIBUTES say otherwise.
 * @param version Regatta's own. @param attributes what else is known of it.
 */
export function resourceOf(version: string, attributes: Record<string, string>): Resource {
  const own = { "service.name": "regatta", "service.version": version, ...attributes };
  return defaultResource()
    .merge(resourceFromAttributes(own))
    .merge(detectResources({ detectors: [envDetector] }));
}
