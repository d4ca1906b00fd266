import type { Connection } from '@pao/connectors'
import { connectionSchemas } from '@pao/connectors/schemas'
import type { Result } from '@pao/core'
import { fail, ok } from '@pao/core'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { isMap, openOperatorFile } from '#operator-file.ts'
import {
  addFiles,
  fileEnd,
  type Reading,
  type ReadOptions,
  refEnd,
  type Report,
  resolveSecrets,
} from './connection-secrets.ts'

const nameForm = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Reads the operator's connections file, `connections: {<name>: {type, …settings, token_ref: NAME}}`, and
 * resolves its secrets; what a `*_file` key names is read whenever it is asked for. A connection of the file replaces
 * a default of the same name. Every fault is listed with its line; no message holds a secret.
 */
export async function readConnections(
  text: string,
  options: ReadOptions,
): Promise<Result<readonly Connection[]>> {
  const file = openOperatorFile(text, 'connections.unreadable')
  if (!file.ok) return file
  const { value, report, faults } = file.value
  const connections: Connection[] = []
  for (const [name, entry] of entriesOf(value, report)) {
    const connection = await readOne(name, entry, { ...options, report })
    if (connection) connections.push(connection)
  }
  if (faults.length > 0) return fail(faults)
  const named = new Set(connections.map((connection) => connection.name))
  const kept = (options.defaults ?? []).filter((one) => !named.has(one.name))
  return ok([...kept, ...connections])
}

function entriesOf(value: unknown, report: Report): readonly [string, unknown][] {
  const root = isMap(value) ? value : {}
  const wrong = Object.keys(root).filter((key) => key !== 'connections')
  for (const key of wrong)
    report([key], { code: 'connections.key_unknown', message: `"${key}" is not known here` }, 'key')
  const connections = Object.hasOwn(root, 'connections') ? root['connections'] : {}
  if (isMap(value) && (isMap(connections) || connections === null))
    return Object.entries(connections ?? {})
  report([], {
    code: 'connections.shape_invalid',
    message: 'the file must be a map with the one key "connections"',
    hint: 'Write connections: and below it one map for each remote system',
  })
  return []
}

async function readOne(
  name: string,
  entry: unknown,
  reading: Reading,
): Promise<Connection | undefined> {
  const { report } = reading
  const at = ['connections', name]
  if (!nameForm.test(name))
    report(
      at,
      {
        code: 'connections.name_invalid',
        message: `"${name}" is not a name`,
        hint: 'Use a-z, 0-9 and -',
      },
      'key',
    )
  const type = isMap(entry) && Object.hasOwn(entry, 'type') ? entry['type'] : undefined
  const known = Object.keys(connectionSchemas)
  const schema =
    typeof type === 'string' && Object.hasOwn(connectionSchemas, type)
      ? connectionSchemas[type]
      : undefined
  if (!isMap(entry) || typeof type !== 'string' || !schema) {
    const message = `the connection ${name} must have a type, one of ${known.join(', ')}`
    report([...at, 'type'], { code: 'connections.type_unknown', message })
    return undefined
  }
  const { type: _type, ...written } = entry
  checkSettings(at, { written: withoutReach(at, written, report), schema }, report)
  const resolved = await resolveSecrets(at, written, reading)
  addFiles(resolved, { at, written, report })
  const settings = Object.fromEntries(
    Object.entries(Value.Default(schema, written) as Record<string, unknown>).filter(
      ([key]) => !refEnd.test(key) && !fileEnd.test(key),
    ),
  )
  return { name, type, settings, secrets: resolved }
}

/** Keys that any connection may have: how its host is reached, whatever is said to it, and whose items may use it. `tenants` only where the installation opens one to others. */
const reach = Type.Object({
  calls_per_minute: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  client_certificate_ref: Type.Optional(Type.String({ minLength: 1 })),
  client_key_ref: Type.Optional(Type.String({ minLength: 1 })),
  teams: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
  tenants: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
})

function withoutReach(
  at: readonly string[],
  written: Record<string, unknown>,
  report: Report,
): Record<string, unknown> {
  for (const { instancePath, message } of Value.Errors(reach, written)) {
    const [, key = ''] = instancePath.split('/')
    report([...at, key], { code: 'connections.setting_invalid', message: `${key} ${message}` })
  }
  return Object.fromEntries(
    Object.entries(written).filter(([key]) => !Object.hasOwn(reach.properties, key)),
  )
}

type Written = { written: Record<string, unknown>; schema: (typeof connectionSchemas)[string] }

function checkSettings(at: readonly string[], { written, schema }: Written, report: Report): void {
  for (const error of Value.Errors(schema, written)) {
    const path = [...at, ...error.instancePath.split('/').slice(1)]
    // an unknown key is reported once, by the key itself
    if (error.keyword === 'boolean') continue
    if (error.keyword === 'additionalProperties') reportUnknown(at, { written, schema }, report)
    else
      report(path, {
        code: 'connections.setting_invalid',
        message: `${path.slice(2).join('.') || at[1]} ${error.message}`,
      })
  }
}

function reportUnknown(at: readonly string[], { written, schema }: Written, report: Report): void {
  const known = Object.keys((schema as { properties?: object }).properties ?? {})
  for (const key of Object.keys(written).filter((one) => !known.includes(one)))
    report(
      [...at, key],
      {
        code: 'connections.key_unknown',
        message: `"${key}" is not known here`,
        hint: known.includes(`${key}_ref`)
          ? `A secret never stands in the file: put it into PAO_SECRET_<NAME> and write ${key}_ref: <NAME>`
          : `Known are ${known.join(', ')}`,
      },
      'key',
    )
}
