import type { ErrorObject } from 'ajv'
import { printValue, type Report } from './diagnostic.ts'
import { isRecord, own, type Path } from './path.ts'

/**
 * Turns one schema fault into a diagnostic; returns the path that is wrong. An unknown key makes nothing
 * else wrong: none is returned.
 */
export function reportShape(
  error: ErrorObject,
  path: Path,
  found: unknown,
  report: Report,
): Path[] {
  const params = error.params as Record<string, unknown>
  switch (error.keyword) {
    case 'required':
      return [reportMissing(String(params.missingProperty), path, report)]
    case 'additionalProperties':
    case 'unevaluatedProperties':
      reportUnknown(error, path, found, report)
      return []
    case 'type':
      reportKind(error, path, found, report)
      return [path]
    case 'enum':
    case 'const':
      reportValue(error, path, found, report)
      return [path]
    default:
      reportRule(error, path, found, report)
      return [path]
  }
}

function reportMissing(key: string, path: Path, report: Report): Path {
  const whole = [...path, key]
  report('PAO1102', whole, `${key} is missing`, { expected: key, mend: `Add ${key}` })
  return whole
}

function reportUnknown(error: ErrorObject, path: Path, found: unknown, report: Report): void {
  const params = error.params as { additionalProperty?: string; unevaluatedProperty?: string }
  const key = params.additionalProperty ?? params.unevaluatedProperty ?? ''
  const known = keysOf(error.parentSchema)
  const free = known.filter((name) => !isRecord(found) || !Object.hasOwn(found, name))
  const whole = [...path, key]
  report('PAO1103', whole, `there is no key ${key} here`, {
    found: key,
    side: 'key',
    near: { word: key, among: free },
  })
}

function keysOf(schema: unknown): string[] {
  const properties = own(schema, 'properties')
  return isRecord(properties) ? Object.keys(properties) : []
}

const kindNames: Readonly<Record<string, string>> = {
  string: 'text',
  object: 'a map',
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  null: 'nothing',
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  return kindNames[typeof value] ?? 'a value'
}

function reportKind(error: ErrorObject, path: Path, found: unknown, report: Report): void {
  const { type } = error.params as { type?: unknown }
  const kinds = (Array.isArray(type) ? type : [type]).map(String)
  const expected = kinds.map((kind) => kindNames[kind] ?? kind).join(' or ')
  const quotable = kinds.includes('string') && ['number', 'boolean'].includes(typeof found)
  report('PAO1104', path, `expected ${expected}, found ${kindOf(found)}`, {
    found,
    expected,
    mend: quotable ? `Quote it: "${quoted(error, found)}"` : `Write ${expected}`,
  })
}

/** 2.0 unquoted is the number 2: where one text is demanded, that one is shown. */
function quoted(error: ErrorObject, found: unknown): string {
  const only = own(error.parentSchema, 'const')
  return typeof only === 'string' ? only : String(found)
}

function reportValue(error: ErrorObject, path: Path, found: unknown, report: Report): void {
  const params = error.params as { allowedValues?: unknown[]; allowedValue?: unknown }
  const allowed = params.allowedValues ?? [params.allowedValue]
  const texts = allowed.map(String)
  report('PAO1105', path, `${printValue(found)} is not one of ${texts.join(', ')}`, {
    found,
    near: { word: String(found), among: texts },
  })
}

type Rule = { code: string; message: (limit: unknown) => string }

const rules: Readonly<Record<string, Rule>> = {
  minLength: { code: 'PAO1107', message: (limit) => `fewer than ${String(limit)} characters` },
  maxLength: { code: 'PAO1108', message: (limit) => `more than ${String(limit)} characters` },
  minimum: { code: 'PAO1109', message: (limit) => `less than ${String(limit)}` },
  exclusiveMinimum: { code: 'PAO1109', message: (limit) => `not more than ${String(limit)}` },
  maximum: { code: 'PAO1109', message: (limit) => `more than ${String(limit)}` },
  exclusiveMaximum: { code: 'PAO1109', message: (limit) => `not less than ${String(limit)}` },
  multipleOf: { code: 'PAO1109', message: (limit) => `not a multiple of ${String(limit)}` },
  minItems: { code: 'PAO1110', message: (limit) => `fewer than ${String(limit)} entries` },
  maxItems: { code: 'PAO1110', message: (limit) => `more than ${String(limit)} entries` },
  minProperties: { code: 'PAO1110', message: (limit) => `fewer than ${String(limit)} keys` },
  maxProperties: { code: 'PAO1110', message: (limit) => `more than ${String(limit)} keys` },
  uniqueItems: { code: 'PAO1110', message: () => 'an entry stands there twice' },
}

function reportRule(error: ErrorObject, path: Path, found: unknown, report: Report): void {
  const params = error.params as Record<string, unknown>
  const rule = own(rules, error.keyword) as Rule | undefined
  if (rule) {
    const message = rule.message(params.limit ?? params.multipleOf)
    report(rule.code, path, message, { found, expected: `not ${message}` })
  } else if (error.keyword !== 'pattern') {
    report('PAO1104', path, 'the value fits none of the allowed forms', { found })
  } else if (path.includes('hooks')) {
    report('PAO1115', path, 'a hook is named, not written', { found })
  } else {
    const expected = wordsOf(error) ?? formOf(String(params.pattern))
    report('PAO1106', path, `${printValue(found)} does not have the expected form`, {
      found,
      expected,
    })
  }
}

/** A schema may say in words what its pattern demands. */
function wordsOf(error: ErrorObject): string | undefined {
  const said = own(error.parentSchema, 'x-pao-expected')
  return typeof said === 'string' ? said : undefined
}

const forms: Readonly<Record<string, string>> = {
  '^[a-z][a-z0-9-]{2,62}[a-z0-9]$':
    'lower-case letters, digits and hyphens, e.g. database-postgresql',
  '^[a-z][a-zA-Z0-9_]*$': 'a lower-case letter, then letters, digits or _, e.g. storage_size',
  '^[A-Za-z][A-Za-z0-9_-]{0,63}$': 'a letter, then letters, digits, - or _',
  '^[A-Z]{3}$': 'three capital letters, e.g. EUR',
}

function formOf(pattern: string): string {
  if (pattern.startsWith('^(0|[1-9]')) return 'a semantic version, e.g. 1.0.0'
  if (pattern.startsWith('^[0-9]{4}-')) return 'an ISO 8601 date, e.g. 2027-03-31'
  return (own(forms, pattern) as string | undefined) ?? pattern
}
