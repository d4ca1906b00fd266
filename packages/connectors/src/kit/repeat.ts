import { flag } from './config.ts'

/**
 * What a second `execute` under the same key does: `safe` = nothing new (the target is idempotent or honours
 * the key), `search` = it looks for what the key made before it makes anything, `never` = perhaps a second
 * effect, so a person must say what became of a call without a clear answer.
 */
export type Repeat = 'safe' | 'search' | 'never'

/** The raw config of a document: templates in it are not rendered, so only what stands there literally counts. */
export type RawConfig = Readonly<Record<string, unknown>>

export type EffectRule = {
  repeat: Repeat | ((config: RawConfig) => Repeat)
  /** It makes nothing outside: an unclear end leaves nothing behind. Left out = it does. */
  reads?: boolean | ((config: RawConfig) => boolean)
}

/** What the rule says of one action. */
export function effectOf(
  { repeat, reads = false }: EffectRule,
  config: RawConfig,
): { repeat: Repeat; reads: boolean } {
  return {
    repeat: typeof repeat === 'function' ? repeat(config) : repeat,
    reads: typeof reads === 'function' ? reads(config) : reads,
  }
}

/** What stands at a path of the raw config; undefined where it leads nowhere. */
export function literal(config: RawConfig, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, name)
        ? Reflect.get(at, name)
        : undefined,
    config,
  )
}

const reading: ReadonlySet<unknown> = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * The rule of one HTTP call: alike however often (RFC 9110 section 9.2.2) or under the Idempotency-Key it
 * carries, unless the item says `idempotent: false`.
 */
export function httpRepeat(config: RawConfig): Repeat {
  return literal(config, 'idempotent') === false ? 'never' : 'safe'
}

/** True for a call that by its method only reads and is not said to do more. */
export function httpReads(config: RawConfig): boolean {
  const method = literal(config, 'endpoint', 'method') ?? 'GET'
  return reading.has(method) && httpRepeat(config) === 'safe'
}

/** A setting that says whether the target tells a repeat by its key. */
export const idempotent = flag(
  'false: the target makes something anew at every call, so one without a clear answer is not repeated but a person asked',
  { default: true },
)
