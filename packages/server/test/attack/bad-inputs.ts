import { type Operation, operationsOf } from '../operations-of.ts'
import { type Dice, pick } from '../sim/dice.ts'
import { proofs } from './signing.ts'
import { bodies, documents, headerValues, textOf, valueOf } from './nasty.ts'

/** One call as it goes over the wire. */
export type BadInput = {
  operation: string
  method: string
  url: string
  headers: Record<string, string>
  body?: Buffer
}

/** Calls that are not made: they end what others need, or stay open. */
const spared = new Set(['signOut', 'listRequestEvents', 'refreshCatalog', 'rotateSecretKey'])

/** Names of headers the service looks at. */
const heard = [
  'x-request-id',
  'traceparent',
  'idempotency-key',
  'if-none-match',
  'authorization',
  'cookie',
  'origin',
  'x-csrf-token',
  'content-type',
  'content-encoding',
  'accept',
  'x-forwarded-for',
  'x-hub-signature-256',
  'x-gitlab-token',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
  'x-slack-signature',
  'range',
  'last-event-id',
]

export type Aim = {
  /** OpenAPI document of the service. */
  document: unknown
  key: string
  /** Signs most deliveries, so that what lies behind the signature is met too. */
  webhookSecret: string
  /** The time deliveries are signed at, in milliseconds. */
  now(): number
  ids: Readonly<Record<string, string>>
}

/** Calls of the document that bad inputs are made of. */
export function attackedOperations(document: unknown): readonly Operation[] {
  return operationsOf(document).filter(({ id }) => !spared.has(id))
}

/**
 * Makes one bad input after another; the same dice, the same inputs. The first ones meet every operation in each way it can be
 * met, whatever the dice say.
 */
export function badInputs(aim: Aim, dice: Dice): () => BadInput {
  const operations = attackedOperations(aim.document)
  const withBody = operations.filter(({ call }) => call({}).payload !== undefined)
  const withYaml = withBody.filter(({ call }) => 'document' in (call({}).payload ?? {}))
  const webhooks = operations.filter(({ path }) => path.includes('/webhooks/'))
  const ways: readonly [readonly Operation[], typeof spoilBody][] = [
    [withBody, spoilBody],
    [withYaml, spoilDocument],
    [webhooks, spoilDelivery],
    [operations, spoilQuery],
    [operations.filter(({ path }) => path.includes('{')), spoilPath],
    [operations, spoilHeaders],
  ]
  const first = ways.flatMap(([of, way]) => of.map((operation) => [way, operation] as const))
  let made = 0
  return () => {
    const wanted = first[made]
    made += 1
    if (wanted) return wanted[0](aim, dice, wanted[1])
    const turn = dice()
    if (turn < 0.45) return spoilBody(aim, dice, pick(dice, withBody))
    if (turn < 0.55) return spoilDocument(aim, dice, pick(dice, withYaml))
    if (turn < 0.65) return spoilDelivery(aim, dice, pick(dice, webhooks))
    if (turn < 0.8) return spoilQuery(aim, dice, pick(dice, operations))
    if (turn < 0.9) return spoilPath(aim, dice, pick(dice, operations))
    return spoilHeaders(aim, dice, pick(dice, operations))
  }
}

function plain(aim: Aim, operation: Operation, ids = aim.ids): BadInput {
  const { method, url, payload } = operation.call(ids)
  return {
    operation: operation.id,
    method,
    url,
    headers: {
      authorization: `Bearer ${aim.key}`,
      ...(payload && { 'content-type': 'application/json' }),
    },
    ...(payload && { body: Buffer.from(JSON.stringify(payload)) }),
  }
}

function spoilBody(aim: Aim, dice: Dice, operation: Operation): BadInput {
  const call = plain(aim, operation)
  if (dice() < 0.25) return { ...call, body: pick(dice, bodies) }
  const spoilt = spoil(structuredClone(operation.call({}).payload), dice, 0)
  const text = JSON.stringify(spoilt) ?? ''
  const cut = dice() < 0.05 ? text.slice(0, Math.floor(dice() * text.length)) : text
  return { ...call, body: Buffer.from(cut) }
}

/** Somewhere in it stands something else, is missing, or is too much. */
function spoil(value: unknown, dice: Dice, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > 6 || dice() < 0.15)
    return valueOf(dice)
  if (Array.isArray(value)) {
    if (value.length === 0 || dice() < 0.2)
      return Array.from({ length: Math.floor(dice() * 300) }, () => valueOf(dice))
    return value.with(Math.floor(dice() * value.length), spoil(value[0], dice, depth + 1))
  }
  const entries = Object.entries(value)
  const [key] = entries.length > 0 ? pick(dice, entries) : ['a']
  const turn = dice()
  if (turn < 0.15) return Object.fromEntries(entries.filter(([one]) => one !== key))
  if (turn < 0.3)
    return Object.fromEntries([...entries, [textOf(dice).slice(0, 500), valueOf(dice)]])
  return Object.fromEntries(
    entries.map(([one, inner]) => [one, one === key ? spoil(inner, dice, depth + 1) : inner]),
  )
}

function spoilDocument(aim: Aim, dice: Dice, operation: Operation): BadInput {
  const good = String(Object.entries(operation.call({}).payload ?? {})[0]?.[1] ?? '')
  const at = Math.floor(dice() * good.length)
  const document =
    dice() < 0.6
      ? pick(dice, documents)
      : good.slice(0, at) + textOf(dice).slice(0, 2_000) + good.slice(at + Math.floor(dice() * 40))
  const payload = { ...operation.call({}).payload, document }
  return { ...plain(aim, operation), body: Buffer.from(JSON.stringify(payload)) }
}

function spoilDelivery(aim: Aim, dice: Dice, operation: Operation): BadInput {
  const body = dice() < 0.5 ? pick(dice, bodies) : Buffer.from(JSON.stringify(valueOf(dice)) ?? '')
  const source = operation.path.slice(operation.path.lastIndexOf('/') + 1)
  const at = Math.floor(aim.now() / 1_000)
  const proof = proofs[source]?.(aim.webhookSecret, body, at) ?? {}
  const spoilt = Object.fromEntries(
    Object.keys(proof).map((name) => [name, pick(dice, headerValues)]),
  )
  return {
    operation: operation.id,
    method: 'POST',
    url: operation.path,
    headers: {
      'content-type': 'application/json',
      'x-github-delivery': `d-${Math.floor(dice() * 1e9)}`,
      'x-github-event': dice() < 0.5 ? 'push' : 'workflow_run',
      ...(dice() < 0.7 ? proof : spoilt),
    },
    body,
  }
}

function spoilQuery(aim: Aim, dice: Dice, operation: Operation): BadInput {
  const known = operation.parameters.filter((one) => one.in === 'query').map(({ name }) => name)
  const names = [...known, 'limit', 'cursor', '__proto__', 'filter[__proto__][x]', 'q']
  const parts = Array.from({ length: 1 + Math.floor(dice() * 4) }, () => {
    const value = textOf(dice).slice(0, 3_000).toWellFormed()
    return `${encodeURIComponent(pick(dice, names))}=${encodeURIComponent(value)}`
  })
  const call = plain(aim, operation)
  return { ...call, url: `${call.url}?${parts.join('&')}` }
}

function spoilPath(aim: Aim, dice: Dice, operation: Operation): BadInput {
  const ids = Object.fromEntries(
    ['id', 'action', 'name', 'target', 'scope', 'field', 'category'].map((name) => [
      name,
      textOf(dice).slice(0, 500).toWellFormed(),
    ]),
  )
  return plain(aim, operation, ids)
}

function spoilHeaders(aim: Aim, dice: Dice, operation: Operation): BadInput {
  const call = plain(aim, operation)
  const more = Object.fromEntries(
    Array.from({ length: 1 + Math.floor(dice() * 3) }, () => [
      pick(dice, heard),
      pick(dice, headerValues),
    ]),
  )
  return { ...call, headers: { ...call.headers, ...more } }
}
