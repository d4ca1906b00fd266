import type { ErrorObject, ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Report } from './diagnostic.ts'
import { at, fromPointer, isRecord, own, type Path } from './path.ts'
import { clearest } from './shape-errors.ts'
import { flatConfigSchema } from './schema/flat-config.ts'
import { type ActionSchemas, type SchemaVersion, shapeSchema } from './schema/publish.ts'
import { reportShape } from './shape-messages.ts'
import { actionsOf, approvalSettings, approvalType, restChecks, restCheckType } from './view.ts'

/** One instance for our own schemas, compiled once; strangers' documents never bring schemas. */
const shapes = new Map<SchemaVersion, ValidateFunction>()

/**
 * Checks what keys there are and what kinds of values they hold. Returns the paths that are wrong, so
 * that later checks leave them alone.
 */
export function checkShape(value: unknown, version: SchemaVersion, report: Report): Path[] {
  return judge(shapeOf(version), value, { root: value, prefix: [], report, templates: false })
}

/**
 * Checks the config of every action against the schema of its type; a template may stand for any value.
 * `flat` accepts the v1 forms.
 */
export function checkConfigs(
  value: unknown,
  schemas: ActionSchemas,
  report: Report,
  flat: boolean,
): Path[] {
  const wrong: Path[] = []
  const checkers = configCheckers(schemas)
  for (const { action, path } of actionsOf(value)) {
    const { type, config } = action
    if (typeof type !== 'string' || !isRecord(config)) continue
    const checker = checkers.of(type, flat)
    if (!checker) {
      reportUnknownType(type, [...path, 'type'], Object.keys(schemas), report)
      continue
    }
    const prefix = [...path, 'config']
    wrong.push(...judge(checker, config, { root: value, prefix, report, templates: true }))
  }
  if (flat) return wrong
  const others = [
    { checker: checkers.of(approvalType, false), places: approvalSettings(value) },
    { checker: checkers.of(restCheckType, false), places: restChecks(value) },
  ]
  const sight = { root: value, report, templates: true }
  const faults = others.flatMap(({ checker, places }) =>
    places.flatMap(({ settings, path }) =>
      checker ? judge(checker, settings, { ...sight, prefix: path }) : [],
    ),
  )
  return [...wrong, ...faults]
}

type Sight = { root: unknown; prefix: Path; report: Report; templates: boolean }

function judge(validate: ValidateFunction, value: unknown, sight: Sight): Path[] {
  if (validate(value)) return []
  const errors = clearest(validate.errors ?? []).filter(
    (error) => !(sight.templates && isTemplate(at(value, fromPointer(error.instancePath, value)))),
  )
  return errors.flatMap((error: ErrorObject) => {
    const path = [...sight.prefix, ...fromPointer(error.instancePath, value)]
    return reportShape(error, path, at(sight.root, path), sight.report)
  })
}

function isTemplate(value: unknown): boolean {
  return typeof value === 'string' && value.includes('{{')
}

function reportUnknownType(type: string, path: Path, known: string[], report: Report): void {
  report('PAO1112', path, `there is no action type ${type}`, {
    found: type,
    expected: known.toSorted().join(', '),
  })
}

function newAjv(): Ajv2020 {
  return new Ajv2020({
    allErrors: true,
    strict: false,
    validateFormats: false,
    verbose: true,
    logger: false,
  })
}

function shapeOf(version: SchemaVersion): ValidateFunction {
  let shape = shapes.get(version)
  if (!shape) {
    shape = newAjv().compile(shapeSchema(version))
    shapes.set(version, shape)
  }
  return shape
}

type ConfigCheckers = { of(type: string, flat: boolean): ValidateFunction | undefined }

const checkersBySchemas = new WeakMap<object, ConfigCheckers>()

/** Compiling costs milliseconds a schema: each is compiled when first met, then kept with its table. */
function configCheckers(schemas: ActionSchemas): ConfigCheckers {
  let checkers = checkersBySchemas.get(schemas)
  if (!checkers) {
    checkers = newCheckers(schemas)
    checkersBySchemas.set(schemas, checkers)
  }
  return checkers
}

function newCheckers(schemas: ActionSchemas): ConfigCheckers {
  const ajv = newAjv()
  const compiled = new Map<string, ValidateFunction>()
  return {
    of(type, flat) {
      const schema = own(schemas, type)
      if (!isRecord(schema)) return undefined
      const name = `${flat ? 'v1' : 'v2'} ${type}`
      let checker = compiled.get(name)
      if (!checker) {
        const { $id: _, ...anonymous } = { $id: undefined, ...schema }
        checker = ajv.compile(flat ? flatConfigSchema(type, anonymous) : anonymous)
        compiled.set(name, checker)
      }
      return checker
    },
  }
}
