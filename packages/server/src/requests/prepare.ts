import { type Connector, failedTransport, type Outcome, SecretUnavailable } from '@pao/connectors'
import { type ActionRun, asEdited, type Collected, type PlannedAction } from '@pao/core/engine'
import { type CompiledConfig, compileConfig, renderConfig, type World } from '@pao/core/template'
import { Check, Errors } from 'typebox/value'
import { isForTeam } from '#outbound/teams.ts'
import type { BoundSecret } from './bound-secrets.ts'
import type { Requests } from './deps.ts'
import { dropNull } from './drop-null.ts'
import { handoverOf } from './handover.ts'
import type { Held } from './held.ts'
import { bodiesOf, hiding, withShown } from './restricted.ts'
import { type Scope, scopeOf, type ScopeDeps } from './scope.ts'
import { type Learning, learning, secretsRead, secretsReferred } from './secrets.ts'

export type PrepareDeps = ScopeDeps &
  Pick<Requests, 'now' | 'newId' | 'random' | 'publicUrl' | 'hostsOf' | 'teamsOf'>

export type Preparing = { planned: PlannedAction; run: ActionRun; connector: Connector }
export type Prepared =
  | {
      scope: Ready
      rendered: Rendered & { ok: true }
      handover: Collected | null
      world: World
    }
  | { outcome: Outcome; scrub?: Scope['scrub'] }

/** The scope with the secrets that the config names by `*_ref`, and a scrubber that learns of more. */
export type Ready = Scope &
  Learning & { referred: Readonly<Record<string, string>>; bound: readonly BoundSecret[] }

/** Renders the config and looks up the secrets it names. Throws SecretUnavailable while one cannot be. */
export async function prepare(
  deps: PrepareDeps,
  held: Held,
  { planned, run, connector }: Preparing,
): Promise<Prepared> {
  const world: World = { now: deps.now(), newId: deps.newId, random: deps.random }
  const edited = asEdited(planned, run)
  const compiled = compiledOf(edited, connector)
  if (!compiled.ok) return { outcome: templateFault(compiled.faults) }
  const secrets = secretsRead(compiled.value)
  const known = await scopeOf(deps, { held, world, secrets })
  const foreign = foreignIn(deps, held, known.read)
  if (foreign) return { outcome: foreign, scrub: known.scrub }
  const handover = await handoverOf(deps, held, planned)
  const values = { ...known.values, handover }
  const bodies = bodiesOf(held, connector)
  const read = bodies.length > 0 ? hiding(values) : values
  const rendered = render(compiled.value, { connector, values: read, world, bodies })
  if (!rendered.ok) return { outcome: rendered.outcome, scrub: known.scrub }
  const names = secretsReferred(rendered.value)
  const referred = names.length > 0 ? await deps.secretsOf?.(held.key.tenant, names) : undefined
  const another = foreignIn(deps, held, referred ?? {})
  if (another) return { outcome: another, scrub: known.scrub }
  const learned = learning(known.scrub)
  learned.learn(Object.values(referred ?? {}))
  const bound = boundOf(deps, held, { ...known.read, ...referred })
  const scope = { ...known, ...learned, values, referred: referred ?? {}, bound }
  return { scope, rendered, handover, world }
}

function boundOf(
  { hostsOf }: PrepareDeps,
  { key: { tenant } }: Held,
  secrets: Readonly<Record<string, string>>,
): readonly BoundSecret[] {
  return Object.entries(secrets).flatMap(([name, value]) => {
    const hosts = hostsOf?.({ tenant, name, value })
    return hosts ? [{ name, value, hosts }] : []
  })
}

/** What becomes of an action that uses a secret kept for other teams. */
function foreignIn(
  { teamsOf }: PrepareDeps,
  { key: { tenant }, fixed: { ownerTeam } }: Held,
  secrets: Readonly<Record<string, string>>,
): Outcome | undefined {
  const names = Object.entries(secrets).flatMap(([name, value]) =>
    isForTeam(teamsOf?.({ tenant, name, value }), ownerTeam) ? [] : [name],
  )
  if (names.length === 0) return undefined
  const message = `Not for items of the team ${ownerTeam}: the secret ${names.join(', ')}; the operator may open it to them`
  return permanent('secret.not_yours', message)
}

/** What becomes of an action whose secret cannot be looked up. */
export function withoutSecret(error: unknown): { outcome: Outcome } {
  if (error instanceof SecretUnavailable) return { outcome: failedTransport(error) }
  throw error
}

/** A failure that no retry mends. */
export function permanent(code: string, message: string): Outcome & { kind: 'failed' } {
  return { kind: 'failed', retryable: false, class: 'permanent', code, message }
}

type Rendering = {
  connector: Connector
  values: Scope['values']
  world: World
  bodies: readonly string[]
}
export type Both = { value: unknown; redacted: unknown }
type Rendered = { ok: true; value: unknown; redacted: unknown } | { ok: false; outcome: Outcome }

const compiled = new WeakMap<PlannedAction, CompiledConfig>()

function compiledOf(
  planned: PlannedAction,
  connector: Connector,
): ReturnType<typeof compileConfig> {
  const known = compiled.get(planned)
  if (known) return { ok: true, value: known }
  const parsed = compileConfig(planned.config, connector.config)
  if (parsed.ok) compiled.set(planned, parsed.value)
  return parsed
}

function render(config: CompiledConfig, { connector, values, world, bodies }: Rendering): Rendered {
  const rendered = renderConfig(config, { scope: values, world })
  if (!rendered.ok) return { ok: false, outcome: templateFault(rendered.faults) }
  return fitting(connector, withShown(rendered.value, bodies))
}

/** An unanswered optional setting rendered to null counts as left out; everything else must fit. */
export function fitting(connector: Connector, { value, redacted }: Both): Rendered {
  if (Check(connector.config, value)) return { ok: true, value, redacted }
  const given = structuredClone(value)
  for (const { instancePath } of Errors(connector.config, given)) dropNull(given, instancePath)
  if (Check(connector.config, given)) return { ok: true, value: given, redacted }
  const faults = Errors(connector.config, given).slice(0, 5)
  const texts = faults.map(({ instancePath, message }) => `${instancePath || '/'} ${message}`)
  return { ok: false, outcome: permanent('config.invalid', texts.join('; ')) }
}

function templateFault(faults: readonly { message: string; pointer: string }[]): Outcome {
  const texts = faults.slice(0, 5).map(({ pointer, message }) => `${pointer}: ${message}`)
  return permanent('template.invalid', texts.join('; '))
}
