import type { Instant } from '../instant.ts'
import type { Fault } from '../result.ts'
import { durationMs } from '../catalog/duration.ts'
import type { Document } from '../catalog/item.ts'
import type { DriftState } from './drift.ts'

/** What of a request decides whether it may go on to another environment. */
export type PromotedRequest = {
  environment: string | null
  completedAt: Instant | undefined
  drift: DriftState
}

/** One thing an item asks before an environment, and whether it is so. */
export type GateView = {
  gate: 'stood_for' | 'in_sync' | 'unknown'
  open: boolean
  /** As a sentence. */
  message: string
  hint?: string
  /** When it opens by itself. */
  opensAt?: Instant
}

export type PromotionWay = {
  path: readonly string[]
  /** Undefined = its item has no way, it is not on it, or this is the last. */
  next: string | undefined
  gates: readonly GateView[]
  /** Fields whose answer is that of the next environment, not the one carried. */
  overrides: readonly string[]
}

const noWay: PromotionWay = { path: [], next: undefined, gates: [], overrides: [] }

/** The way of a request through the environments its item names (`fulfillment.promotion`), as it stands now. */
export function promotionWay(
  document: Document,
  request: PromotedRequest,
  now: Instant,
): PromotionWay {
  if (document.kind !== 'CatalogItem') return noWay
  const { path, gates = [] } = document.fulfillment.promotion ?? { path: [] }
  const at = path.findIndex((environment) => environment === request.environment)
  const next = at < 0 ? undefined : path[at + 1]
  if (next === undefined) return { ...noWay, path }
  return {
    path,
    next,
    gates: gates.flatMap((gate) => gatesOf(gate, { next, request, now })),
    overrides: Object.keys(ownDefaults(document, next)),
  }
}

/** What an environment has of its own, whatever was answered elsewhere. */
function ownDefaults(document: Document, environment: string): Readonly<Record<string, unknown>> {
  const own = document.kind === 'CatalogItem' ? (document.fulfillment.environments ?? {}) : {}
  return (Object.hasOwn(own, environment) ? own[environment]?.defaults : undefined) ?? {}
}

/** Answers of the earlier request as the next environment has them; its overrides win, secrets are left behind. */
export function carriedAnswers(
  document: Document,
  fields: Readonly<Record<string, unknown>>,
  next: string,
): Record<string, unknown> {
  const asked = new Set(
    document.presentation.groups.flatMap((group) => group.fields.map(({ id }) => id)),
  )
  const known = Object.entries({ ...fields, ...ownDefaults(document, next) }).filter(
    ([id, value]) => asked.has(id) && value !== '***',
  )
  return { ...Object.fromEntries(known), ...(asked.has('environment') && { environment: next }) }
}

/** Closed gates as faults, each with what opens it. */
export function gateFaults(gates: readonly GateView[]): Fault[] {
  return gates
    .filter(({ open }) => !open)
    .map(({ gate, message, hint }) => ({
      code: `gate.${gate}`,
      at: '/environment',
      message,
      ...(hint !== undefined && { hint }),
    }))
}

type Asked = { next: string; request: PromotedRequest; now: Instant }

/** A gate that says nothing this service understands stays closed: it was meant to hold something back. */
function gatesOf(gate: unknown, asked: Asked): GateView[] {
  if (typeof gate !== 'object' || gate === null || Array.isArray(gate)) return [notUnderstood(gate)]
  const {
    environment,
    stood_for: stood,
    in_sync: inSync,
    description: _,
    ...others
  } = {
    ...gate,
  } as Record<string, unknown>
  if (environment !== undefined && environment !== asked.next) return []
  const isKnown = Object.keys(others).length === 0 && (stood !== undefined || inSync !== undefined)
  return [
    ...(stood === undefined ? [] : [stoodFor(stood, asked)]),
    ...(inSync === true ? [isInSync(asked)] : []),
    ...(isKnown ? [] : [notUnderstood(gate)]),
  ]
}

function notUnderstood(gate: unknown): GateView {
  return {
    gate: 'unknown',
    open: false,
    message: `The gate ${JSON.stringify(gate).slice(0, 200)} is not understood, so it stays closed`,
    hint: 'The item’s team writes it with environment, stood_for and in_sync',
  }
}

function stoodFor(span: unknown, { request, next, now }: Asked): GateView {
  const ms = typeof span === 'string' ? durationMs(span) : undefined
  if (ms === undefined) return notUnderstood({ stood_for: span })
  const opensAt = request.completedAt === undefined ? undefined : request.completedAt + ms
  return {
    gate: 'stood_for',
    open: opensAt !== undefined && opensAt <= now,
    message: `It stands in ${request.environment} for ${String(span)} before it goes on to ${next}`,
    ...(opensAt !== undefined && { opensAt, hint: `Wait ${hours(opensAt - now)}` }),
  }
}

function hours(ms: number): string {
  const whole = Math.max(1, Math.ceil(ms / 3_600_000))
  return whole === 1 ? 'an hour more at most' : `${whole} hours more`
}

function isInSync({ request, next }: Asked): GateView {
  return {
    gate: 'in_sync',
    open: request.drift !== 'drifted' && request.drift !== 'missing',
    message: `What stands in ${request.environment} is as it was ordered before it goes on to ${next}`,
    hint: 'See what was changed outside on the page of the resource',
  }
}
