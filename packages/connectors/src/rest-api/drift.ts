import { failedAnswer } from '../kit/answers.ts'
import { callAs } from '../kit/call.ts'
import { isSame, toldValue } from '../kit/compare.ts'
import type { ActionContext, Answer } from '../kit/context.ts'
import { findAll } from '../kit/json-path.ts'
import { type Difference, type Observed, seen, unseen } from '../kit/observed.ts'
import type { Outputs } from '../kit/outcome.ts'
import { climbs, permanent, targetOf } from '../kit/target.ts'
import type { RestApiConfig } from './config.ts'

type Drift = NonNullable<RestApiConfig['drift']>

/** Statuses that say that a thing is not there. */
const usualMissing = [404, 410]

/** Reads what the call made and compares it with what `drift.expect` says. */
export async function observe(
  context: ActionContext,
  config: RestApiConfig,
  outputs: Outputs,
): Promise<Observed> {
  const { drift, endpoint, headers, authentication } = config
  if (drift === undefined) return { kind: 'blind' }
  const target = placeOf(drift, endpoint.url, outputs)
  if (!target.ok) return unseen(target.outcome)
  const answer = await callAs(context, {
    method: 'GET',
    url: target.url,
    preset: { accept: 'application/json, */*;q=0.5' },
    headers,
    authentication,
    timeout: endpoint.timeout,
  })
  if (!('status' in answer)) return unseen(answer.outcome)
  if ((drift.missing_status ?? usualMissing).includes(answer.status)) return { kind: 'missing' }
  if (answer.status !== 200) return unseen(failedAnswer(answer, context.now))
  return compared(drift, answer)
}

/** Relative to the address that made it; `{name}` stands for an output of the action. */
function placeOf({ url }: Drift, made: string, outputs: Outputs): ReturnType<typeof targetOf> {
  const missing: string[] = []
  const filled = url.replaceAll(/\{([A-Za-z_][A-Za-z0-9_.]*)\}/g, (_, path: string) => {
    const [value] = findAll(`$.${path}`, outputs)
    if (typeof value !== 'string' && typeof value !== 'number') missing.push(path)
    return encodeURIComponent(String(value))
  })
  if (missing.length > 0)
    return refuse('rest.drift_address', `The action brought no output ${missing.join(', ')}`)
  // Resolving hides where an address climbs to, so it is looked at as it was filled in.
  if (climbs(filled))
    return refuse('config.url_invalid', 'The address of drift holds a dot segment')
  if (!URL.canParse(filled, made))
    return refuse('config.url_invalid', 'The address of drift is not a URL')
  return targetOf(new URL(filled, made).href)
}

function refuse(code: string, message: string) {
  return { ok: false as const, outcome: permanent(code, message) }
}

function compared({ expect }: Drift, answer: Answer): Observed {
  let body: unknown
  try {
    body = answer.json()
  } catch {
    return unseen(
      permanent('rest.answer_invalid', 'What stands at the address of drift is not JSON'),
    )
  }
  const differences: Difference[] = []
  for (const { path, value } of expect) {
    const found = foundAt(path, body)
    if (found === undefined)
      return unseen(permanent('rest.drift_path', `${path} is no path that can be evaluated`))
    const [first] = found
    const is = found.length > 1 ? found : first
    if (found.length === 0 ? value === null : isSame(value, is)) continue
    differences.push({
      path,
      expected: toldValue(value),
      ...(found.length > 0 && { found: toldValue(is) }),
    })
  }
  return seen(differences)
}

function foundAt(path: string, body: unknown): unknown[] | undefined {
  try {
    return findAll(path, body)
  } catch {
    return undefined
  }
}
