import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { CORE_SCHEMA, load } from 'js-yaml'
import { exitCodes, Stop } from '../exit.ts'
import { fieldValues, type FormSchema } from '../field-values.ts'
import { planText } from '../plan-text.ts'
import { pairs, plain, print } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'
import { readText } from './catalog.ts'
import { followToEnd } from './watch.ts'

export type OrderOptions = {
  field: readonly string[]
  component?: readonly string[]
  fieldsFile?: string
  environment?: string
  itemVersion?: string
  reason?: string
  onBehalfOf?: string
  team?: string
  notBefore?: string
}

/** The order as the API wants it, fields read by the meaning the item's schema gives them. */
async function orderOf(remote: Remote, item: string, options: OrderOptions) {
  const { environment } = options
  const fromFile = options.fieldsFile === undefined ? {} : fileFields(remote, options.fieldsFile)
  const form = await answerOf(
    connect(remote.config).GET('/api/v1/catalog/items/{id}/schema', {
      params: { path: { id: item }, query: environment === undefined ? {} : { environment } },
    }),
    remote.config.url,
  )
  const { schema } = form as { schema: FormSchema }
  return {
    item,
    fields: { ...fromFile, ...fieldValues(options.field, schema) },
    ...(environment !== undefined && { environment }),
    ...componentsOf(options.component ?? []),
    ...(options.itemVersion !== undefined && { version: options.itemVersion }),
    ...(options.reason !== undefined && { reason: options.reason }),
    ...(options.onBehalfOf !== undefined && { on_behalf_of: options.onBehalfOf }),
    ...(options.team !== undefined && { team: options.team }),
    ...(options.notBefore !== undefined && { not_before: options.notBefore }),
  }
}

/** `files=true` or `queue=false`; what is not named is as the bundle says. */
function componentsOf(choices: readonly string[]): { components?: Record<string, boolean> } {
  if (choices.length === 0) return {}
  return {
    components: Object.fromEntries(
      choices.map((choice) => {
        const [, id, wanted] = /^([^=]+)=(true|false)$/.exec(choice) ?? []
        if (id === undefined)
          throw new Stop(
            exitCodes.unasked,
            `--component takes <id>=true or <id>=false, not ${plain(choice)}`,
          )
        return [id, wanted === 'true']
      }),
    ),
  }
}

/** A map of names to values in a YAML or JSON file; `-` reads standard input. */
export function fileFields({ cwd }: Remote, path: string): Record<string, unknown> {
  const text = readText(path === '-' ? path : resolve(cwd, path), path)
  const name = path === '-' ? 'standard input' : path
  let value: unknown
  try {
    // The core schema keeps 2026-01-01 the text that a date field wants.
    value = load(text, { schema: CORE_SCHEMA, maxAliases: 0, maxDepth: 32 })
  } catch (error) {
    const why = error instanceof Error ? plain(error.message) : ''
    throw new Stop(exitCodes.unasked, `${name} is neither YAML nor JSON: ${why}`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Stop(exitCodes.unasked, `${name} must hold a map of field names to values`)
  return value as Record<string, unknown>
}

/**
 * `pao preview`: the whole plan of an order, nothing touched; `dryRun` tries each action dry besides. Exit 1 when
 * the order would be refused.
 */
export async function preview(
  remote: Remote,
  item: string,
  options: OrderOptions & { dryRun?: boolean },
): Promise<void> {
  const order = await orderOf(remote, item, options)
  const body = { ...order, ...(options.dryRun === true && { dry_run: true }) }
  const plan = await answerOf(
    connect(remote.config).POST('/api/v1/simulate/fulfillment', { body }),
    remote.config.url,
  )
  print(remote.screen, remote.output, plan, () => planText(plan, remote.screen.width))
}

/** `pao request submit`. `dryRun` previews and tries dry, `wait` follows to the end (exit 1 unless completed). */
export async function submit(
  remote: Remote,
  item: string,
  options: OrderOptions & { dryRun: boolean; wait: boolean; idempotencyKey?: string },
): Promise<void> {
  if (options.dryRun) return preview(remote, item, options)
  const order = await orderOf(remote, item, options)
  const key = options.idempotencyKey ?? randomUUID()
  const submitted = (await place(remote, order, key)) as { id: string; state: string }
  if (options.wait) {
    remote.screen.err(`request ${plain(submitted.id)}`)
    return followToEnd(remote, submitted.id)
  }
  print(remote.screen, remote.output, submitted, () =>
    pairs([
      ['request', submitted.id],
      ['state', submitted.state],
    ]),
  )
}

/** Places the order; when the answer got lost, says how to repeat it without ordering twice. */
async function place(
  remote: Remote,
  order: Awaited<ReturnType<typeof orderOf>>,
  key: string,
): Promise<unknown> {
  let answered = false
  const asked = connect(remote.config).POST('/api/v1/requests', {
    body: order,
    headers: { 'idempotency-key': key },
  })
  try {
    return await answerOf(
      asked.then((answer) => {
        answered = answer.response.status < 500
        return answer
      }),
      remote.config.url,
    )
  } catch (error) {
    if (!answered)
      remote.screen.err(
        `the order may have been taken in; repeating it with --idempotency-key ${plain(key)} never orders twice`,
      )
    throw error
  }
}
