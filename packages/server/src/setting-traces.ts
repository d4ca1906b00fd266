import { bad, good, type Parsed, type Setting, text, url } from './setting-kinds.ts'

/** Headers as OpenTelemetry writes them: `name=value,…`, values percent-encoded. */
function headers(given: string): Parsed<Readonly<Record<string, string>>> {
  const pairs = given
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*=\s*([\x20-\x7e]*)$/.exec(pair))
  if (pairs.includes(null)) return bad('must be name=value pairs, comma separated')
  try {
    return good(
      Object.fromEntries(
        pairs.map((pair) => [pair?.[1]?.toLowerCase() ?? '', decodeURIComponent(pair?.[2] ?? '')]),
      ),
    )
  } catch {
    return bad('must have its values percent-encoded')
  }
}

function share(given: string): Parsed<number> {
  const value = Number(given)
  return /^[\d.]+$/.test(given) && value >= 0 && value <= 1
    ? good(value)
    : bad(`must be a number from 0 to 1, not "${given}"`)
}

/** Settings of traces; part of the table in config.ts. */
export const traceSettings = {
  PAO_TRACES_URL: {
    sentence:
      'Collector that takes traces by OTLP over HTTP, `http://collector:4318/v1/traces`; see traces.md.',
    fallback: undefined,
    shown:
      'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, or OTEL_EXPORTER_OTLP_ENDPOINT with /v1/traces; else no traces',
    parse: url('http:', 'https:'),
  },
  PAO_TRACES_HEADERS: {
    sentence: 'Headers for the collector, `name=value,…` with values percent-encoded.',
    fallback: '',
    shown: 'OTEL_EXPORTER_OTLP_TRACES_HEADERS or OTEL_EXPORTER_OTLP_HEADERS',
    secret: true,
    parse: headers,
  },
  PAO_TRACES_RATIO: {
    sentence: 'Share of traces that are kept, from 0 to 1; every process keeps the same ones.',
    fallback: '1',
    parse: share,
  },
  PAO_TRACES_SERVICE: {
    sentence: 'What traces call this service.',
    fallback: 'pao',
    shown: 'OTEL_SERVICE_NAME, else pao',
    parse: text,
  },
} as const satisfies Record<string, Setting<unknown>>

/** Our settings as the standard variables of OpenTelemetry say them; what is set under our own names wins. */
export function withStandardNames(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const all = environment['OTEL_EXPORTER_OTLP_ENDPOINT']
  const isOff = environment['OTEL_SDK_DISABLED']?.toLowerCase() === 'true'
  const standard = {
    PAO_TRACES_URL: isOff
      ? undefined
      : environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ||
        (all ? `${all.replace(/\/$/, '')}/v1/traces` : undefined),
    PAO_TRACES_HEADERS:
      environment['OTEL_EXPORTER_OTLP_TRACES_HEADERS'] || environment['OTEL_EXPORTER_OTLP_HEADERS'],
    PAO_TRACES_SERVICE: environment['OTEL_SERVICE_NAME'],
  }
  const missing = Object.entries(standard).filter(([name, value]) => value && !environment[name])
  return { ...environment, ...Object.fromEntries(missing) }
}
