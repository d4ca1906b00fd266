import type { ActionContext } from '../kit/context.ts'
import type { SqlAnswer } from '../kit/probes.ts'
import { permanent } from '../kit/target.ts'
import type { HealthCheckConfig } from './config.ts'
import { bad, type Look, looking, timeoutOf } from './look.ts'

/** Puts the query to a PostgreSQL database, in a transaction that can only read. */
export function lookBySql(context: ActionContext, config: HealthCheckConfig): Promise<Look> {
  return looking(async () => {
    const { config: settings = {}, target } = config
    const place = databaseOf(target)
    if ('fault' in place) return over(...place.fault)
    const { user, password, password_ref, tls = 'verify', query = 'select 1' } = settings
    if (user === undefined || (password === undefined && password_ref === undefined))
      return over('config.credentials_missing', 'A sql check needs user and password_ref')
    const answer = await context.sql.ask({
      ...place,
      user,
      password: password_ref === undefined ? (password ?? '') : context.secret(password_ref),
      tls,
      query,
      parameters: settings.parameters ?? [],
      timeoutMs: timeoutOf(settings),
      signal: context.signal,
    })
    return found(answer)
  })
}

function over(code: string, message: string): Look {
  return { kind: 'over', outcome: permanent(code, message) }
}

type Place = { host: string; port: number; database: string } | { fault: [string, string] }

function databaseOf(target: string): Place {
  const invalid: Place = {
    fault: [
      'config.target_invalid',
      'The target of a sql check is postgres://host:port/database, without user or password',
    ],
  }
  const url = URL.canParse(target) ? new URL(target) : undefined
  if (!url) return invalid
  const system = url.protocol.slice(0, -1)
  if (system !== 'postgres' && system !== 'postgresql')
    return { fault: ['health.system_unsupported', `A sql check asks PostgreSQL, not ${system}`] }
  const database = /^\/([^/]{1,63})$/.exec(url.pathname)?.[1]
  const isPlain = url.username === '' && url.password === '' && url.search + url.hash === ''
  if (!isPlain || url.hostname === '' || database === undefined) return invalid
  const port = url.port === '' ? 5432 : Number(url.port)
  return { host: url.hostname, port, database: decoded(database) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A refusal may pass: the database starts up, or its user is being made. */
function found(answer: SqlAnswer): Look {
  if (!answer.ok) return bad(`the database refused (SQLSTATE ${answer.sqlstate})`)
  const [first] = answer.row ?? []
  if (answer.row === undefined) return bad('the query gave no row')
  const isWell = first !== null && first !== undefined && first !== false
  return isWell ? { kind: 'good' } : bad('the query gave null or false')
}
