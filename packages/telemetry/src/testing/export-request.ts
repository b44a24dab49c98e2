/** What OTLP sends, as far as tests look at it. */
export interface ExportRequest {
  resourceSpans?: Array<{
    resource: { attributes: KeyValue[] };
    scopeSpans: Array<{ spans: ReceivedSpan[] }>;
  }>;
  resourceMetrics?: Array<{
    resource: { attributes: KeyValue[] };
    scopeMetrics: Array<{ metrics: ReceivedMetric[] }>;
  }>;
}

export interface KeyValue {
  key: string;
  value: { stringValue?: string; intValue?: string; doubleValue?: number; boolValue?: boolean };
}

/** Ids in hexadecimal digits, times in ns as text. */
export interface ReceivedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number | string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: KeyValue[];
  events: Array<{ name: string; timeUnixNano: string }>;
  status: { code?: number | string; message?: string };
}

export interface ReceivedMetric {
  name: string;
  unit: string;
  sum?: { dataPoints: Array<{ attributes: KeyValue[]; asDouble?: number; asInt?: string }> };
  gauge?: { dataPoints: Array<{ attributes: KeyValue[]; asDouble?: number }> };
  histogram?: { dataPoints: Array<{ attributes: KeyValue[]; count: string; sum: number }> };
}
