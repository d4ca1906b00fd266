import type { Instant } from '@pao/core'
import { sql } from 'kysely'
import { type Acting, writeAudit } from '#store/audit-log.ts'
import type { Cipher } from '#store/cipher.ts'
import type { Db, Tx } from '#store/db.ts'
import { type StateRun, runOf } from './grant.ts'

/** Who holds a state's lock, as Terraform wrote it. */
export type Holder = Readonly<Record<string, unknown>>

/** `locked`: somebody else holds the lock. */
export type Written = { ok: true } | { ok: false; holder: Holder }

type StateFacts = { madeBy: string; changedBy: string; resources: number }

/** A state as an operator reads it; nothing of what is in it. */
export type StateView = {
  name: string
  version: number
  resources: number
  /** Of the newest version as it is kept, sealed; null = nothing was written yet, or it was deleted. */
  bytes: number | null
  madeBy: string
  updatedAt: Date
  lock: { id: string; since: Date; by: string | null; info: Holder } | null
}

export type States = {
  /** Who the call speaks for; undefined = refuse it. */
  run(authorization: string | undefined): StateRun | undefined
  /** Undefined = there is no state yet. */
  read(run: StateRun): Promise<string | undefined>
  /** `undefined` as text deletes it. */
  write(run: StateRun, text: string | undefined, lock: string | undefined): Promise<Written>
  lock(run: StateRun, info: Holder): Promise<Written>
  /** Without an id any lock is freed that this effect itself took. */
  unlock(run: StateRun, id: string | undefined): Promise<Written>
  look(tenant: string, name: string): Promise<StateFacts | undefined>
  list(tenant: string): Promise<readonly StateView[]>
  /** Frees a lock by hand. False when there is none. */
  free(tenant: string, name: string, by: Acting): Promise<boolean>
}

type StateDeps = { db: Db; cipher: Cipher; now: () => Instant; versions: number }

/** The state backend. Every change is one short transaction on the state's row. */
export function openStates(deps: StateDeps): States {
  const { db, cipher, now } = deps
  return {
    run: (authorization) => runOf(cipher, authorization, now()),
    read: (run) => read(deps, run),
    write: (run, text, id) => db.transaction().execute((tx) => write(deps, tx, { run, text, id })),
    lock: (run, info) => db.transaction().execute((tx) => lock(deps, tx, { run, info })),
    unlock: (run, id) => db.transaction().execute((tx) => unlock(tx, run, id)),
    look: (tenant, name) => look(db, tenant, name),
    list: (tenant) => list(db, tenant),
    free: (tenant, name, by) => db.transaction().execute((tx) => free(tx, { tenant, name, by })),
  }
}

type Freeing = { tenant: string; name: string; by: Acting }

async function free(tx: Tx, { tenant, name, by }: Freeing): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('terraform_state')
    .set(unlocked)
    .where('tenant', '=', tenant)
    .where('name', '=', name)
    .where('lock_id', 'is not', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  const on = { type: 'terraform_state', id: name }
  await writeAudit(tx, { tenant, by, action: 'terraform_state.unlocked', on })
  return true
}

const unlocked = { lock_id: null, lock_info: null, locked_by: null, locked_at: null }

async function read(
  { db, cipher }: StateDeps,
  { tenant, state }: StateRun,
): Promise<string | undefined> {
  const found = await db
    .selectFrom('terraform_state as s')
    .innerJoin('terraform_state_version as v', (join) =>
      join
        .onRef('v.tenant', '=', 's.tenant')
        .onRef('v.name', '=', 's.name')
        .onRef('v.version', '=', 's.version'),
    )
    .select('v.sealed')
    .where('s.tenant', '=', tenant)
    .where('s.name', '=', state)
    .executeTakeFirst()
  return found?.sealed ? cipher.open(found.sealed) : undefined
}

/** The state's row, made when it is missing, held until the transaction ends. */
async function held(tx: Tx, run: StateRun, at: Date) {
  await tx
    .insertInto('terraform_state')
    .values({
      tenant: run.tenant,
      name: run.state,
      version: 0,
      resources: 0,
      made_by: run.request,
      changed_by: run.request,
      updated_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return tx
    .selectFrom('terraform_state')
    .select(['version', 'resources', 'made_by', 'lock_id', 'lock_info'])
    .where('tenant', '=', run.tenant)
    .where('name', '=', run.state)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

type Writing = { run: StateRun; text: string | undefined; id: string | undefined }

async function write(
  { cipher, now, versions }: StateDeps,
  tx: Tx,
  { run, text, id }: Writing,
): Promise<Written> {
  const at = new Date(now())
  const row = await held(tx, run, at)
  // A lock that an operator freed is nobody's any more: who still believes to hold it must not write.
  if (row.lock_id !== (id ?? null)) return { ok: false, holder: holderOf(row.lock_info) }
  const version = row.version + 1
  await tx
    .insertInto('terraform_state_version')
    .values({
      tenant: run.tenant,
      name: run.state,
      version,
      sealed: text === undefined ? null : cipher.seal(text),
      written_by: run.effect,
      written_at: at,
    })
    .execute()
  await tx
    .updateTable('terraform_state')
    .set({
      version,
      resources: resourcesOf(text),
      made_by: row.resources === 0 ? run.request : row.made_by,
      changed_by: run.request,
      updated_at: at,
    })
    .where('tenant', '=', run.tenant)
    .where('name', '=', run.state)
    .execute()
  await tx
    .deleteFrom('terraform_state_version')
    .where('tenant', '=', run.tenant)
    .where('name', '=', run.state)
    .where('version', '<=', version - versions)
    .execute()
  return { ok: true }
}

/** How many resources stand in a state; what cannot be read is taken for one. */
function resourcesOf(text: string | undefined): number {
  if (text === undefined) return 0
  try {
    const { resources } = JSON.parse(text) as { resources?: unknown }
    return Array.isArray(resources) ? resources.filter((one) => one?.mode !== 'data').length : 0
  } catch {
    return 1
  }
}

function holderOf(info: unknown): Holder {
  return typeof info === 'object' && info !== null ? (info as Holder) : {}
}

type Locking = { run: StateRun; info: Holder }

async function lock({ now }: StateDeps, tx: Tx, { run, info }: Locking): Promise<Written> {
  const at = new Date(now())
  const row = await held(tx, run, at)
  const id = typeof info['ID'] === 'string' ? info['ID'] : ''
  if (row.lock_id !== null && row.lock_id !== id)
    return { ok: false, holder: holderOf(row.lock_info) }
  await tx
    .updateTable('terraform_state')
    .set({ lock_id: id, lock_info: JSON.stringify(info), locked_by: run.effect, locked_at: at })
    .where('tenant', '=', run.tenant)
    .where('name', '=', run.state)
    .execute()
  return { ok: true }
}

async function unlock(tx: Tx, run: StateRun, id: string | undefined): Promise<Written> {
  const row = await tx
    .selectFrom('terraform_state')
    .select(['lock_id', 'lock_info', 'locked_by'])
    .where('tenant', '=', run.tenant)
    .where('name', '=', run.state)
    .forUpdate()
    .executeTakeFirst()
  if (!row || row.lock_id === null) return { ok: true }
  const isOwn = id === undefined ? row.locked_by === run.effect : row.lock_id === id
  if (!isOwn) return { ok: false, holder: holderOf(row.lock_info) }
  await tx
    .updateTable('terraform_state')
    .set(unlocked)
    .where('tenant', '=', run.tenant)
    .where('name', '=', run.state)
    .execute()
  return { ok: true }
}

async function look(db: Db, tenant: string, name: string) {
  const found = await db
    .selectFrom('terraform_state')
    .select(['made_by', 'changed_by', 'resources', 'version'])
    .where('tenant', '=', tenant)
    .where('name', '=', name)
    .executeTakeFirst()
  return found && found.version > 0
    ? { madeBy: found.made_by, changedBy: found.changed_by, resources: found.resources }
    : undefined
}

async function list(db: Db, tenant: string): Promise<readonly StateView[]> {
  const rows = await db
    .selectFrom('terraform_state as s')
    .leftJoin('terraform_state_version as v', (join) =>
      join
        .onRef('v.tenant', '=', 's.tenant')
        .onRef('v.name', '=', 's.name')
        .onRef('v.version', '=', 's.version'),
    )
    .selectAll('s')
    .select(sql<number | null>`octet_length(v.sealed)`.as('bytes'))
    .where('s.tenant', '=', tenant)
    .orderBy(sql`s.lock_id is null`)
    .orderBy('s.updated_at', 'desc')
    .limit(500)
    .execute()
  return rows.map((row) => ({
    name: row.name,
    version: row.version,
    resources: row.resources,
    bytes: row.bytes,
    madeBy: row.made_by,
    updatedAt: row.updated_at,
    lock:
      row.lock_id === null || row.locked_at === null
        ? null
        : {
            id: row.lock_id,
            since: row.locked_at,
            by: row.locked_by,
            info: holderOf(row.lock_info),
          },
  }))
}
