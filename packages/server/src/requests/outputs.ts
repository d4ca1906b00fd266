import type { Connector } from '@pao/connectors'
import type { Outputs, PlannedAction } from '@pao/core/engine'

/** Most bytes of JSON one action may leave as outputs. */
export const mostOutputBytes = 256 * 1024

export type Captured =
  | {
      ok: true
      /** What may be seen; sensitive ones read `***`. */
      outputs: Outputs
      sensitive: Readonly<Record<string, unknown>>
    }
  | { ok: false; code: string; message: string }

/** `sensitive`: what the connector found out to be secret, besides what it declares. */
type Returned = { returned: Outputs; sensitive?: readonly string[] | undefined }

/**
 * What is kept of what a connector returned: everything it declares, and under the item's own names
 * what their paths point at. Too much altogether: only the item's names; still too much: a failure.
 */
export function capture(
  planned: PlannedAction,
  connector: Pick<Connector, 'outputs'>,
  { returned, sensitive: told = [] }: Returned,
): Captured {
  const mapped: Record<string, unknown> = {}
  for (const [name, path] of Object.entries(planned.output)) {
    const found = lookUp(returned, path)
    if (found !== undefined) mapped[name] = found
  }
  const all = { ...returned, ...mapped }
  const kept = fits(all) ? all : mapped
  if (!fits(kept) || (kept === mapped && Object.keys(mapped).length === 0))
    return {
      ok: false,
      code: 'output.too_large',
      message: `The outputs are larger than ${mostOutputBytes} bytes; capture only what is needed`,
    }
  const isSensitive = (name: string): boolean =>
    told.includes(name) ||
    told.includes(firstName(planned.output[name] ?? '')) ||
    declaresSensitive(planned, connector, name)
  const entries = Object.entries(kept)
  return {
    ok: true,
    outputs: Object.fromEntries(
      entries.map(([name, value]) => [name, isSensitive(name) ? '***' : value]),
    ),
    sensitive: Object.fromEntries(entries.filter(([name]) => isSensitive(name))),
  }
}

/** Whether the action's item or its connector says that the output of this name is a secret. */
export function declaresSensitive(
  { output, sensitive }: PlannedAction,
  { outputs }: Pick<Connector, 'outputs'>,
  name: string,
): boolean {
  const source = firstName((Object.hasOwn(output, name) && output[name]) || '')
  return [name, source].some(
    (one) =>
      sensitive.includes(one) || (Object.hasOwn(outputs, one) && outputs[one]?.sensitive === true),
  )
}

function fits(outputs: Outputs): boolean {
  return Buffer.byteLength(JSON.stringify(outputs)) <= mostOutputBytes
}

/** The output a path begins at. */
function firstName(path: string): string {
  return stepsOf(path)[0] ?? ''
}

/** Names and indexes of a path such as `$.body.items[0].id` or `body['a b']`. */
function stepsOf(path: string): readonly string[] {
  const steps: string[] = []
  for (const match of path.replace(/^\$/, '').matchAll(/[^.[\]'"]+|'([^']*)'|"([^"]*)"/g))
    steps.push(match[1] ?? match[2] ?? match[0])
  return steps
}

function lookUp(returned: Outputs, path: string): unknown {
  let at: unknown = returned
  for (const step of stepsOf(path)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined
    at = Reflect.get(at, step)
  }
  return at
}
