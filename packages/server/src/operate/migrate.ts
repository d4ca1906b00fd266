import { setTimeout as pause } from 'node:timers/promises'
import { openJobs } from '#store/jobs.ts'
import { migrate, type Migration, type SchemaState, schemaState } from '#store/migrate.ts'
import type { Database } from '#store/db.ts'
import { TenantRoleMissing } from '#store/row-security.ts'
import { openSignal } from '#store/signal.ts'
import {
  configOf,
  type ExitCode,
  exitCodes,
  type Given,
  type OperateWorld,
  Refused,
  withDatabase,
} from './world.ts'

const betweenLooksMs = 2_000
const longestWaitSeconds = 3_600

/** What would be applied, with `sql` also the statements. Changes nothing. */
export async function migratePlan(world: OperateWorld, { values }: Given): Promise<ExitCode> {
  const { pending } = await withDatabase(world, configOf(world), ({ database }) =>
    schemaState(database),
  )
  if (values['json'] === true)
    world.out(
      JSON.stringify(
        pending.map(({ sql, ...rest }) => ({ ...rest, sql })),
        null,
        2,
      ),
    )
  else if (pending.length === 0) world.out('nothing to do')
  else world.out(pending.map((one) => planned(one, values['sql'] === true)).join('\n'))
  return exitCodes.done
}

function planned({ name, kind, sql }: Migration, whole: boolean): string {
  const line = `${kind.padEnd(8)}  ${name}`
  return whole ? `-- ${line}\n${sql.trim()}\n` : line
}

/** Applies what is due, the queue's schema included. Contract migrations only when asked. */
export async function migrateUp(world: OperateWorld, { values }: Given): Promise<ExitCode> {
  const contract = values['contract'] === true
  return withDatabase(world, configOf(world), async ({ database }) => {
    const { unknown } = await schemaState(database)
    if (unknown.some(({ kind }) => kind === 'contract'))
      throw new Refused(
        `the schema is of a newer release (${unknown.map(({ name }) => name).join(', ')}); use that release`,
      )
    const applied = await migrate(database, { contract }).catch(tellMend)
    await prepareQueue(database)
    for (const name of applied) world.out(`applied  ${name}`)
    const { pending } = await schemaState(database)
    for (const { name } of pending)
      world.out(`waiting  ${name}: run "pao migrate up --contract" once no older process is left`)
    if (applied.length === 0 && pending.length === 0) world.out('up to date')
    return exitCodes.done
  })
}

function tellMend(error: unknown): never {
  if (!(error instanceof TenantRoleMissing)) throw error
  throw new Refused(`${error.message}; as a role that may, run: ${error.mend}`)
}

/** Made or upgraded by the queue itself, so that a process without the right to do so finds it ready. */
async function prepareQueue(database: Database): Promise<void> {
  const signal = await openSignal(database)
  const broken: unknown[] = []
  try {
    // Told by an event, where nobody could catch what is thrown.
    const onError = (error: unknown): void => void broken.push(error)
    const jobs = await openJobs({ database, signal, supervise: false, onError })
    await jobs.stop()
    if (broken.length > 0) throw broken[0]
  } finally {
    await signal.stop()
  }
}

/** How the schema stands; exit 1 while this release could not serve it. `wait` looks until it can, in seconds. */
export async function migrateStatus(world: OperateWorld, { values }: Given): Promise<ExitCode> {
  const wait = waitOf(values['wait'])
  return withDatabase(world, configOf(world), async ({ database }) => {
    const until = world.now() + wait * 1000
    let state = await schemaState(database)
    while (!serves(state) && world.now() < until) {
      await pause(Math.min(betweenLooksMs, wait * 1000))
      state = await schemaState(database)
    }
    world.out(values['json'] === true ? JSON.stringify(shown(state), null, 2) : told(state))
    return serves(state) ? exitCodes.done : exitCodes.no
  })
}

function waitOf(given: Given['values'][string]): number {
  if (typeof given !== 'string') return 0
  const seconds = Number(given)
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= longestWaitSeconds) return seconds
  throw new Refused(`--wait takes whole seconds up to ${longestWaitSeconds}, not "${given}"`)
}

function serves({ pending, unknown }: SchemaState): boolean {
  return (
    pending.every(({ kind }) => kind === 'contract') &&
    unknown.every(({ kind }) => kind === 'expand')
  )
}

function shown({ applied, pending, unknown }: SchemaState) {
  return {
    applied: applied.map(({ name, appliedAt }) => ({
      name,
      applied_at: new Date(appliedAt).toISOString(),
    })),
    pending: pending.map(({ name, kind }) => ({ name, kind })),
    unknown: unknown.map(({ name, kind }) => ({ name, kind })),
  }
}

function told({ applied, pending, unknown }: SchemaState): string {
  const last = applied.at(-1)
  return [
    `applied  ${applied.length}${last ? `, last ${last.name} at ${new Date(last.appliedAt).toISOString()}` : ''}`,
    ...pending.map(({ name, kind }) => `pending  ${name} (${kind})`),
    ...unknown.map(({ name, kind }) => `unknown  ${name} (${kind}), of a newer release`),
  ].join('\n')
}
