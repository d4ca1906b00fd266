import { type Document, type Field } from '@pao/core/catalog'
import { type ActionError, componentsOf, type Outputs, outputsOf, type Run } from '@pao/core/engine'
import { person, Secret, systemScope, type World } from '@pao/core/template'
import type { Db } from '#store/db.ts'
import type { Cipher } from '#store/cipher.ts'
import type { RequestsDeps } from './deps.ts'
import type { Held } from './held.ts'
import { scrubber } from './scrub.ts'

/** What templates read, and how to keep what was secret in it out of anything that is stored. */
export type Scope = {
  values: Readonly<Record<string, unknown>>
  /** What an action brought with its secrets in clear, for the connector that undoes it. */
  broughtBy: (action: string) => Outputs
  scrub: (value: unknown) => unknown
  /** The secrets that the templates read, by name. */
  read: Readonly<Record<string, string>>
}

export type ScopeDeps = Pick<
  RequestsDeps,
  'db' | 'cipher' | 'definition' | 'surroundings' | 'secretsOf'
>

export type Reading = {
  held: Held
  world: World
  /** Names of the secrets that the templates read. */
  secrets: readonly string[]
}

/**
 * Builds what the templates of one action may read. Secrets go in wrapped, so that they stay tainted. Throws
 * SecretUnavailable while one cannot be looked up.
 */
export async function scopeOf(
  deps: ScopeDeps,
  { held, world, secrets: names }: Reading,
): Promise<Scope> {
  const { fixed, key, run } = held
  const lookedUp = names.length === 0 ? {} : await deps.secretsOf?.(key.tenant, names)
  const surroundings = deps.surroundings(key.tenant)
  const ours = { ...surroundings.secrets, ...lookedUp }
  const document = await deps.definition(key.tenant, fixed.definitionHash)
  if (!document) throw new Error(`The definition ${fixed.definitionHash} is not stored`)
  const sealedFields = fixed.sealedFields ? opened(deps.cipher, fixed.sealedFields) : {}
  const sealedOutputs = await outputsSealed(deps, held)
  const output = withSealed(outputsOf(fixed.plan, run), run, sealedOutputs)
  const values = {
    fields: { ...unanswered(document), ...fixed.fields, ...wrapped(sealedFields) },
    ...requestScope(held, document),
    system: systemScope(world, surroundings),
    env: surroundings.variables,
    secrets: wrapped(ours),
    output,
    components: componentsOf(fixed.plan, output),
    error: run.failure ?? run.handover ?? wishOf(run) ?? null,
  }
  const secrets = [ours, sealedFields, ...Object.values(sealedOutputs)]
  return {
    values,
    broughtBy: (action) => ({
      ...(Object.hasOwn(run.actions, action) && run.actions[action]?.outputs),
      ...(Object.hasOwn(sealedOutputs, action) && sealedOutputs[action]),
    }),
    scrub: scrubber(secrets.flatMap((known) => Object.values(known))),
    read: Object.fromEntries(Object.entries(ours).filter(([name]) => names.includes(name))),
  }
}

/** What a rollback reads as `error` when nothing failed: that somebody wanted it. */
function wishOf({ rollback }: Run): ActionError | undefined {
  if (!rollback) return undefined
  const message = rollback.reason ?? 'A person asked for the rollback'
  return { code: 'request.rollback', message, class: 'rollback' }
}

/** `request` and `metadata`, the same for a preview and a run. */
export function requestScope(
  {
    key,
    fixed,
  }: Pick<Held, 'key'> & {
    fixed: Pick<Held['fixed'], 'requester' | 'environment' | 'createdAt'>
  },
  { metadata }: Document,
): Record<string, unknown> {
  return {
    metadata,
    header: metadata,
    request: {
      id: key.id,
      timestamp: new Date(fixed.createdAt).toISOString(),
      environment: fixed.environment,
      user: person(fixed.requester),
    },
  }
}

/** Declared fields are known even when hidden or unanswered: they read as null. */
export function unanswered({ presentation }: Document): Record<string, null> {
  const fields: readonly Field[] = presentation.groups.flatMap((group) => group.fields)
  return Object.fromEntries(fields.map(({ id }) => [id, null]))
}

/** Each value as a secret. */
export function wrapped(secrets: Readonly<Record<string, unknown>>): Record<string, Secret> {
  return Object.fromEntries(
    Object.entries(secrets).map(([name, value]) => [name, new Secret(value)]),
  )
}

/** For a preview: names are known, values are not even looked at. */
export function hiddenSecrets(names: readonly string[]): Record<string, Secret> {
  return wrapped(Object.fromEntries(names.map((name) => [name, '***'])))
}

/** Sealed answers in clear. */
export function opened(cipher: Cipher, sealed: Uint8Array): Record<string, unknown> {
  return JSON.parse(cipher.open(sealed)) as Record<string, unknown>
}

type Sealed = Record<string, Record<string, unknown>>

/** Sensitive outputs in clear, by action. */
export async function outputsSealed(
  { db, cipher }: Pick<ScopeDeps, 'db' | 'cipher'>,
  held: Held,
): Promise<Sealed> {
  const hasSecret = Object.values(held.run.actions).some(({ outputs }) =>
    Object.values(outputs ?? {}).includes('***'),
  )
  if (!hasSecret) return {}
  const rows = await sealedRows(db, held)
  return Object.fromEntries(
    rows.flatMap((row) =>
      row.sealed_outputs ? [[row.action_id, opened(cipher, row.sealed_outputs)]] : [],
    ),
  )
}

function sealedRows(
  db: Db,
  { key }: Held,
): Promise<{ action_id: string; sealed_outputs: Buffer | null }[]> {
  return db
    .selectFrom('action')
    .select(['action_id', 'sealed_outputs'])
    .where('tenant', '=', key.tenant)
    .where('request_id', '=', key.id)
    .where('sealed_outputs', 'is not', null)
    .execute()
}

function withSealed(
  outputs: Record<string, Record<string, unknown>>,
  run: Run,
  sealed: Sealed,
): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(outputs).map(([id, own]) => {
      const source = speaker(run, id)
      const secret = Object.hasOwn(sealed, source) ? sealed[source] : undefined
      return [id, secret ? { ...own, ...wrapped(secret) } : own]
    }),
  )
}

/** The action whose outputs `id` shows: itself, or the fallback that stood in for it. */
function speaker(run: Run, id: string): string {
  const by = Object.hasOwn(run.actions, id) ? run.actions[id]?.replacedBy : undefined
  if (by === undefined || !Object.hasOwn(run.actions, by)) return id
  return run.actions[by]?.endedAt === undefined ? id : speaker(run, by)
}
