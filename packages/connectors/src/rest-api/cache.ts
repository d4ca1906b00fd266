import type { ActionContext } from '../kit/context.ts'
import { memory } from '../kit/memory.ts'
import type { Outputs } from '../kit/outcome.ts'
import type { RestApiConfig } from './config.ts'

const defaultTtlMs = 300_000

/** Answers of GET by who asked what. */
const kept = memory<{ outputs: Outputs; until: number }>(500)

function nameOf(context: ActionContext, config: RestApiConfig, url: URL): string | undefined {
  if (config.caching?.enabled !== true || (config.endpoint.method ?? 'GET') !== 'GET')
    return undefined
  const who = JSON.stringify([
    config.authentication ?? null,
    config.headers ?? null,
    config.parsing ?? null,
  ])
  return `${context.request.item.id} ${config.caching.key_template ?? url.href} ${who}`
}

/** The outputs of an earlier call that is the same and still fresh. */
export function cached(
  context: ActionContext,
  config: RestApiConfig,
  url: URL,
): Outputs | undefined {
  const name = nameOf(context, config, url)
  const found = name === undefined ? undefined : kept.get(context, name)
  return found && found.until > context.now ? found.outputs : undefined
}

/** Remembers the outputs of a good call when the item asks for it. */
export function keep(
  context: ActionContext,
  config: RestApiConfig,
  { url, outputs }: { url: URL; outputs: Outputs },
): void {
  const name = nameOf(context, config, url)
  if (name === undefined) return
  const ttl = config.caching?.ttl
  const lifeMs = ttl === undefined ? defaultTtlMs : ttl * 1000
  kept.set(context, name, { outputs, until: context.now + lifeMs })
}
