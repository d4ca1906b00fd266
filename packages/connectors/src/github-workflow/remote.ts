import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/value'
import type { ActionContext, Answer, Connection } from '../kit/context.ts'
import { settingText } from '../kit/setting-text.ts'
import { targetOf } from '../kit/target.ts'
import { jsonOf, refusal } from './answer.ts'
import { type Badge, badgeOf, headersOf } from './badge.ts'
import type { GithubWorkflowConfig } from './config.ts'
import { Ended, makingNothing, stop, unreadable } from '../kit/ended.ts'
import { inputsOf } from './inputs.ts'

/** One repository of one GitHub as this action reaches it. */
export type Github = {
  context: ActionContext
  config: GithubWorkflowConfig
  connection: Connection
  /** Any answer, unread. `path` follows the repository, e.g. `/actions/runs/1`. */
  send(method: string, path: string, body?: unknown): Promise<Answer>
  /** A good answer, fit for the schema; ends with an outcome otherwise. */
  read<S extends TSchema>(schema: S, path: string): Promise<Static<S>>
  /** The same of an answer that has come; `path` names it in the message. */
  parse<S extends TSchema>(schema: S, path: string, answer: Answer): Static<S>
  /** An unwelcome answer, without the values of inputs that it may quote. */
  refused(answer: Answer): Ended
}

/**
 * Where the API of a site is: `api.github.com`, `api.<name>.ghe.com` with data residency, and `/api/v3` on a
 * GitHub Enterprise Server (docs.github.com, "Getting started with the REST API"). Ends with
 * `config.url_invalid` for what is no address.
 */
export function apiOf(site: string): string {
  const target = targetOf(site)
  if (!target.ok) throw new Ended(target.outcome)
  const { origin, pathname, hostname, host, protocol } = target.url
  const base = `${origin}${pathname}`.replace(/\/+$/, '')
  if (hostname.startsWith('api.') || base.endsWith('/api/v3')) return base
  const isCloud = hostname === 'github.com' || hostname.endsWith('.ghe.com')
  return isCloud ? `${protocol}//api.${host}` : `${base}/api/v3`
}

/** Opens the connection by name; what stands in the item's `authentication` goes before its credentials. */
export function openGithub(context: ActionContext, config: GithubWorkflowConfig): Github {
  const connection = context.connection('github', config.connection?.instance)
  const api = apiOf(settingText(connection, 'url') || 'https://github.com')
  const { owner, name } = config.repository
  const repository = `/repos/${segment(owner)}/${segment(name)}`
  const badge = badgeOf({ context, config, connection, api, repository })
  const refused = (answer: Answer) => new Ended(refusal(answer, context.now, quoted(config)))
  const send: Github['send'] = (method, path, body) =>
    authorized(badge, (authorization) =>
      context.http.send({
        method,
        url: `${api}${repository}${path}`,
        signal: context.signal,
        headers: {
          ...headersOf(authorization),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    )
  const parse: Github['parse'] = (schema, path, answer) => {
    if (answer.status !== 200) throw refused(answer)
    const value = jsonOf(answer)
    if (Check(schema, value)) return value
    const shape = path.split('?')[0] ?? ''
    throw unreadable('github.answer_unreadable', `GitHub's answer to GET ${shape} has another form`)
  }
  const read: Github['read'] = async (schema, path) => parse(schema, path, await send('GET', path))
  return { context, config, connection, send, read, parse, refused }
}

/** One path segment; a dot segment in a name would lead to another resource. */
export function segment(text: string): string {
  if (/^\.{1,2}$/.test(text) || /[/\\\p{Cc}]/u.test(text))
    throw stop('config.name_invalid', 'The repository or workflow is not a name GitHub knows')
  return encodeURIComponent(text)
}

/** A token that GitHub no longer takes is asked for anew once; the refused call did nothing. */
async function authorized(
  badge: Badge,
  call: (authorization: string) => Promise<Answer>,
): Promise<Answer> {
  const answer = await call(await makingNothing(() => badge.show(false)))
  if (answer.status !== 401 || !badge.renewable) return answer
  return call(await makingNothing(() => badge.show(true)))
}

/** Values of inputs, which GitHub's messages may quote and which may be secrets. */
function quoted(config: GithubWorkflowConfig): readonly string[] {
  return Object.values(inputsOf(config)).filter((value) => value.length > 2)
}
