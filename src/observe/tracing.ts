import type { Attributes, Context, Span } from '@opentelemetry/api';
import { VERSION } from '../version.js';

/** A piece of work that has begun. */
export interface OpenSpan {
  /** Runs `work` so that spans that begin in it are parts of this one. */
  within<T>(work: () => T): T;
  end(attributes?: Attributes, error?: unknown): void;
}

/** Traces of one process. */
export interface Tracing {
  /** Begins a span under the current one, or under the one that a `traceparent` header names. */
  begin(
    name: string,
    attributes?: Attributes,
    headers?: Readonly<Record<string, unknown>>,
  ): OpenSpan;
  /** A span for as long as `work` takes. */
  span<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T>;
  /** Sends what is left. */
  close(): Promise<void>;
}

/**
 * Sends spans to a collector by OTLP over HTTP, in JSON, such as `http://127.0.0.1:4318/v1/traces`.
 * Its packages are loaded here and nowhere else, so that a process without a collector has none. A
 * collector that is away costs spans, never an answer.
 */
export async function startTracing(url: string): Promise<Tracing> {
  const [api, sdk, otlp, { resourceFromAttributes }, hooks, core] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/context-async-hooks'),
    import('@opentelemetry/core'),
  ]);
  const contexts = new hooks.AsyncLocalStorageContextManager().enable();
  const provider = new sdk.BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'lowtide', 'service.version': VERSION }),
    spanProcessors: [new sdk.BatchSpanProcessor(new otlp.OTLPTraceExporter({ url }))],
  });
  const tracer = provider.getTracer('lowtide', VERSION);
  const propagator = new core.W3CTraceContextPropagator();
  const openOf = (span: Span, parent: Context): OpenSpan => ({
    within: (work) => contexts.with(api.trace.setSpan(parent, span), work),
    end(attributes = {}, error) {
      span.setAttributes(attributes);
      if (error !== undefined) span.setStatus({ code: api.SpanStatusCode.ERROR });
      span.end();
    },
  });
  const begin: Tracing['begin'] = (name, attributes = {}, headers) => {
    const parent =
      headers === undefined
        ? contexts.active()
        : propagator.extract(api.ROOT_CONTEXT, headers, api.defaultTextMapGetter);
    const kind = headers === undefined ? api.SpanKind.INTERNAL : api.SpanKind.SERVER;
    return openOf(tracer.startSpan(name, { attributes, kind }, parent), parent);
  };
  return {
    begin,
    async span(name, attributes, work) {
      const open = begin(name, attributes);
      try {
        const result = await open.within(work);
        open.end();
        return result;
      } catch (error) {
        open.end({}, error);
        throw error;
      }
    },
    close: () => provider.shutdown(),
  };
}
