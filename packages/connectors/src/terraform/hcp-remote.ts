import { failedAnswer } from '../kit/answers.ts'
import type { ActionContext, Answer } from '../kit/context.ts'
import { Ended } from '../kit/ended.ts'
import { withMade } from '../kit/outcome.ts'
import { jsonOf } from '../kit/read-body.ts'
import type { TerraformConfig } from './config.ts'

/** A JSON:API document, read as far as it is needed. */
export type Resource = {
  id: string
  attributes: Readonly<Record<string, unknown>>
  relationships: Readonly<Record<string, unknown>>
}

export type Remote = {
  context: ActionContext
  connection: string
  organization: string
  /** Where people see it. */
  url: string
  /** A call whose answer is judged by whoever made it. */
  send(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<Answer>
}

const usualUrl = 'https://app.terraform.io'

/** HCP Terraform or Terraform Enterprise, as the connection says. Throws ConnectionMissing. */
export function remoteOf(context: ActionContext, config: TerraformConfig): Remote {
  const { name, settings, secrets } = context.connection('terraform', config.connection)
  const { url: given } = settings
  const url = (typeof given === 'string' ? given : usualUrl).replace(/\/+$/, '')
  return {
    context,
    connection: name,
    organization: encodeURIComponent(String(settings['organization'])),
    url,
    async send(method, path, body) {
      const answer = await context.http.send({
        method,
        url: `${url}/api/v2${path}`,
        headers: {
          authorization: `Bearer ${secrets['token'] ?? ''}`,
          accept: 'application/vnd.api+json',
          ...(body && { 'content-type': 'application/vnd.api+json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: context.signal,
      })
      context.log(`${method} ${path.split('?')[0]} answered ${answer.status}`)
      return answer
    },
  }
}

const codes: Readonly<Record<number, string>> = {
  401: 'terraform.denied',
  403: 'terraform.denied',
  404: 'terraform.not_found',
  409: 'terraform.conflict',
  422: 'terraform.refused',
  429: 'terraform.throttled',
}

const words: Readonly<Record<number, string>> = {
  401: 'HCP Terraform does not know the token',
  404: 'It is not there, or the token may not see it (an organization token can start no runs)',
}

/** An unwelcome answer as the end of the call. A look has made nothing; `made` says it of a change. */
export function refused({ context }: Remote, answer: Answer, made?: 'no' | 'maybe'): Ended {
  const { status } = answer
  const outcome = failedAnswer(answer, context.now, {
    code: codes[status] ?? (status >= 500 ? 'terraform.remote_failed' : 'terraform.refused'),
    message: words[status] ?? `HCP Terraform answered ${status}${detailOf(answer)}`,
  })
  const reset = Number(answer.headers.get('x-ratelimit-reset'))
  const rests = status === 429 && answer.headers.get('retry-after') === null && reset > 0
  const rested = rests ? { ...outcome, retryAfterMs: Math.min(reset, 3_600) * 1000 } : outcome
  return new Ended(made === undefined ? rested : withMade(rested, made))
}

function detailOf(answer: Answer): string {
  const { errors } = (jsonOf(answer) ?? {}) as { errors?: unknown }
  const [first] = Array.isArray(errors) ? (errors as { title?: unknown; detail?: unknown }[]) : []
  const text = first?.detail ?? first?.title
  return typeof text === 'string' ? `: ${text.slice(0, 300)}` : ''
}

/** The one resource of an answer. Ends the call where it cannot be read. */
export function resourceOf(answer: Answer, made: 'no' | 'maybe' = 'no'): Resource {
  const found = read((jsonOf(answer) as { data?: unknown } | undefined)?.data)
  if (found) return found
  throw unreadable(made)
}

/** The resources of a list. */
export function resourcesOf(answer: Answer): readonly Resource[] {
  const found = (jsonOf(answer) as { data?: unknown } | undefined)?.data
  if (!Array.isArray(found)) throw unreadable('no')
  return found.flatMap((one) => read(one) ?? [])
}

function unreadable(made: 'no' | 'maybe'): Ended {
  return new Ended({
    kind: 'failed',
    retryable: true,
    class: '5xx',
    code: 'terraform.unreadable',
    message: 'The answer of HCP Terraform cannot be read',
    made,
  })
}

function read(value: unknown): Resource | undefined {
  const { id, attributes, relationships } = Object(value) as Record<string, unknown>
  if (typeof id !== 'string' || id === '') return undefined
  return {
    id,
    attributes: Object(attributes) as Resource['attributes'],
    relationships: Object(relationships) as Resource['relationships'],
  }
}

/** Reads one resource; ends the call unless it is there. */
export async function get(remote: Remote, path: string): Promise<Resource> {
  const answer = await remote.send('GET', path)
  if (answer.status !== 200) throw refused(remote, answer, 'no')
  return resourceOf(answer)
}

/** Reads the first hundred of a list. */
export async function list(remote: Remote, path: string): Promise<readonly Resource[]> {
  const answer = await remote.send('GET', `${path}?page%5Bsize%5D=100`)
  if (answer.status !== 200) throw refused(remote, answer, 'no')
  return resourcesOf(answer)
}

/** The id a relationship of one names. */
export function related({ relationships }: Resource, name: string): string | undefined {
  const { data } = Object(relationships[name]) as { data?: unknown }
  const { id } = Object(data) as { id?: unknown }
  return typeof id === 'string' ? id : undefined
}
