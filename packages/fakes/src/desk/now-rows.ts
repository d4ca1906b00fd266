import type { Reply } from '../kit/server.ts'
import type { DeskRecord } from './state.ts'

/** Failure body as the instance words it. */
export function nowError(status: number, message: string, detail = ''): Reply {
  return { status, body: { error: { message, detail }, status: 'failure' } }
}

/** `a=b^cLIKEd^ORDERBYe`; a part that names no column is as good as not there. */
export function queried(records: readonly DeskRecord[], query: string): DeskRecord[] {
  const parts = query.split('^').filter((part) => !part.startsWith('ORDERBY'))
  return records.filter(({ values }) =>
    parts.every((part) => {
      const [, name = '', operator = '', wanted = ''] = /^([a-z_]+)(=|LIKE)(.*)$/.exec(part) ?? []
      if (!Object.hasOwn(values, name)) return true
      const value = values[name] ?? ''
      return operator === 'LIKE' ? value.includes(wanted) : value === wanted
    }),
  )
}
