import { defineConnector } from '../kit/connector.ts'
import { atDesk, deskKey } from '../kit/desk.ts'
import { Ended, outcomeOf, stop } from '../kit/ended.ts'
import { isSame, toldValue } from '../kit/compare.ts'
import { type Observed, seen, watched } from '../kit/observed.ts'
import { type Outcome, type Outputs, withMade } from '../kit/outcome.ts'
import { CmdbUpdateConfig, cmdbUpdateEffect } from './config.ts'
import { recorded } from './recorded.ts'
import { type Cmdb, type Entry, openCmdb } from './remote.ts'

/** Values of a retired item (ServiceNow's own: `install_status` Retired, `operational_status` Retired). */
const retired = { install_status: '7', operational_status: '6' }

/** A configuration item that is made, changed or retired; looked for by its identifier first. */
export const cmdbUpdate = defineConnector({
  type: 'cmdb-update',
  config: CmdbUpdateConfig,
  ...cmdbUpdateEffect,
  recorded,
  outputs: {
    id: { description: 'sys_id of the configuration item' },
    identifier: { description: 'What finds it again' },
    class: { description: 'Its class' },
    url: { description: 'Its page' },
    created: { description: 'false: it was there already and was changed' },
    relations: { description: 'How many relations were made' },
  },
  execute: (context, config) => atDesk(() => act(openCmdb(context, config.connection), config)),
  compensate: (context, config, outputs) =>
    atDesk(() => undo(openCmdb(context, config.connection), config, outputs)),
  observe: (context, config) =>
    watched(() => observe(openCmdb(context, config.connection), config)),
})

/** Whether the entry says what it was made to say. Of a retired one nothing is looked after any more. */
async function observe(cmdb: Cmdb, config: CmdbUpdateConfig): Promise<Observed> {
  if (config.operation === 'retire') return { kind: 'blind' }
  const found = await cmdb.find(config.class, identifierOf(cmdb, config))
  if (!found) return { kind: 'missing' }
  const wanted = textual(config.attributes ?? {})
  const { install_status: status } = found.attributes
  const isRetired = !('install_status' in wanted) && status === retired.install_status
  return seen([
    ...(isRetired ? [{ path: 'install_status', expected: 'not retired', found: status }] : []),
    ...Object.entries(wanted)
      .filter(([name, value]) => !isSame(value, found.attributes[name]))
      .map(([path, value]) => ({
        path,
        expected: toldValue(value),
        found: toldValue(found.attributes[path]),
      })),
  ])
}

function act(cmdb: Cmdb, config: CmdbUpdateConfig): Promise<Outcome> {
  return config.operation === 'retire' ? retire(cmdb, config) : upsert(cmdb, config)
}

function identifierOf({ now }: Cmdb, { identifier, operation }: CmdbUpdateConfig): string {
  if (identifier !== undefined) return identifier
  if ((operation ?? 'create') === 'create') return deskKey(now.context.idempotencyKey)
  throw stop('config.identifier_missing', `To ${operation} an entry, \`identifier\` must name it`)
}

async function upsert(cmdb: Cmdb, config: CmdbUpdateConfig): Promise<Outcome> {
  const identifier = identifierOf(cmdb, config)
  const links = await linksOf(cmdb, config)
  const found = await cmdb.find(config.class, identifier)
  if (!found && config.operation === 'update')
    throw stop('servicenow.not_found', `There is no ${identifier} of class ${config.class}`)
  const wanted = textual(config.attributes ?? {})
  const entry = found
    ? await changed(cmdb, config.class, { found, wanted })
    : await cmdb.make(config.class, { ...wanted, [cmdb.identifiedBy]: identifier })
  const missing = links.filter(({ type, target }) => !entry.relations.has(`${type} ${target}`))
  try {
    for (const link of missing) await cmdb.relate(config.class, entry.id, link)
  } catch (error) {
    // What was written is there, whatever became of what links it.
    if (entry === found) throw error
    throw new Ended(withMade(outcomeOf(error), 'maybe'))
  }
  return ended(cmdb, config, {
    id: entry.id,
    identifier,
    created: !found || isOwn(config),
    relations: missing.length,
  })
}

/** What is as wanted already is not written again. */
async function changed(
  cmdb: Cmdb,
  className: string,
  { found, wanted }: { found: Entry; wanted: Readonly<Record<string, string>> },
): Promise<Entry> {
  const differs = Object.entries(wanted).some(([name, value]) => found.attributes[name] !== value)
  return differs ? cmdb.change(className, found.id, wanted) : found
}

function linksOf(
  cmdb: Cmdb,
  { relations = [] }: CmdbUpdateConfig,
): Promise<{ type: string; target: string }[]> {
  return Promise.all(
    relations.map(async ({ type, target }) => ({
      type: await cmdb.relationKind(type),
      target: await cmdb.target(target),
    })),
  )
}

async function retire(cmdb: Cmdb, config: CmdbUpdateConfig): Promise<Outcome> {
  const identifier = identifierOf(cmdb, config)
  const found = await cmdb.find(config.class, identifier)
  if (!found)
    throw stop('servicenow.not_found', `There is no ${identifier} of class ${config.class}`)
  const wanted = { ...retired, ...textual(config.attributes ?? {}) }
  await changed(cmdb, config.class, { found, wanted })
  return ended(cmdb, config, { id: found.id, identifier, created: false, relations: 0 })
}

/** Only this action can have made an entry under the key of the action; any other may be somebody's. */
function isOwn({ identifier }: CmdbUpdateConfig): boolean {
  return identifier === undefined
}

/** What was surely made here is retired; what may have been there before stays, for nobody knows what it said. */
async function undo(cmdb: Cmdb, config: CmdbUpdateConfig, outputs: Outputs): Promise<Outcome> {
  const isMade = isOwn(config) || outputs['created'] === true
  const found = await cmdb.find(config.class, identifierOf(cmdb, config))
  if (!found) return { kind: 'succeeded', outputs: {} }
  if ((config.operation ?? 'create') !== 'create' || !isMade)
    throw stop(
      'servicenow.cannot_undo',
      'The entry may have been there before; it is left as it is',
    )
  await changed(cmdb, config.class, { found, wanted: retired })
  return { kind: 'succeeded', outputs: {} }
}

function textual(attributes: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
}

type Done = { id: string; identifier: string; created: boolean; relations: number }

function ended({ now }: Cmdb, config: CmdbUpdateConfig, done: Done): Outcome {
  const { class: className } = config
  const page = encodeURIComponent(`${className}.do?sys_id=${done.id}`)
  const url = `${now.site}/nav_to.do?uri=${page}`
  now.context.log(`${done.identifier} of class ${className} is ${done.id}`)
  const ref = { kind: 'servicenow', id: done.identifier, url }
  return { kind: 'succeeded', outputs: { ...done, class: className, url }, ref }
}
