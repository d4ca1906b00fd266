import { Type } from 'typebox'
import type { ActionContext } from '../kit/context.ts'
import { Ended } from '../kit/ended.ts'
import { faultOf, type Jira } from './remote.ts'

const Comments = Type.Object({
  total: Type.Optional(Type.Number()),
  comments: Type.Array(Type.Object({ body: Type.Unknown() })),
})

const pageSize = 100
/** Pages read of an issue's comments; what stands before that is taken for new. */
const mostPages = 10
/** Comments of one look: an issue takes 20 writes in two seconds (rate limits of Jira Cloud). */
const mostFacts = 10

export type Said = { mark: string; text: string }

/** Adds a comment unless one with the same mark is there: comments have no key of their own. */
export async function comment(jira: Jira, key: string, said: Said): Promise<string | undefined> {
  return (await marksIn(jira, key)).includes(said.mark) ? undefined : add(jira, key, said)
}

async function add(jira: Jira, key: string, { text }: Said): Promise<string | undefined> {
  const path = `/issue/${encodeURIComponent(key)}/comment`
  return faultOf(jira, 'Comment', await jira.send('POST', path, { body: jira.plain(text) }))
}

/** The text of all comments. */
async function marksIn(jira: Jira, key: string): Promise<string> {
  const texts: string[] = []
  for (let page = 0; page < mostPages; page += 1) {
    const query = `startAt=${texts.length}&maxResults=${pageSize}`
    const path = `/issue/${encodeURIComponent(key)}/comment?${query}`
    const { comments, total = Infinity } = await jira.read(Comments, 'GET', path)
    texts.push(...comments.map(({ body }) => jira.textOf(body)))
    if (comments.length === 0 || texts.length >= total) break
  }
  return texts.join('\n')
}

const words = { succeeded: 'is done', failed: 'has failed' }

/**
 * Comments which other actions ended, one comment each, however often it is asked. Returns the actions that need not be
 * told any more; what Jira refuses is told next time and stops nothing.
 */
export async function tellProgress(
  jira: Jira,
  key: string,
  told: readonly string[],
): Promise<readonly string[]> {
  const news = newsOf(jira.context, told)
  if (news.length === 0) return told
  const done = [...told]
  try {
    const there = await marksIn(jira, key)
    for (const { id, said } of news.slice(0, mostFacts)) {
      const fault = there.includes(said.mark) ? undefined : await add(jira, key, said)
      if (fault === undefined) done.push(id)
      else jira.context.log(fault)
    }
  } catch (error) {
    if (!(error instanceof Ended)) throw error
    jira.context.log('The comments cannot be read; the progress is told later')
  }
  return done
}

function newsOf({ action, request }: ActionContext, told: readonly string[]) {
  return (action.progress ?? [])
    .filter(({ id }) => !told.includes(id))
    .map(({ id, name, state }) => {
      const mark = `Request ${request.id}: "${name}" (${id}) ${words[state]}`
      return { id, said: { mark, text: `${mark}. ${request.url}` } }
    })
}
