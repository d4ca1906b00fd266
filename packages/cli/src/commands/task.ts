import { Stop } from '../exit.ts'
import { moment, pairs, print, table } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'

export const taskFilters = ['mine', 'open'] as const
export type TaskFilter = (typeof taskFilters)[number]

type Asked = { name: string; type?: string; required?: boolean; label?: string }
type Task = {
  id: string
  title: string
  instructions: string
  request: Readonly<Record<string, unknown>>
  action: { id: string; name: string }
  assignees: readonly string[]
  team: string | null
  asked: readonly Asked[]
  asked_at: string
  claimed: { by: string; at: string } | null
}

/** `pao task list`: work by hand that waits for whoever asks. */
export async function listTasks(remote: Remote, filter: TaskFilter | undefined): Promise<void> {
  const query = filter === undefined ? {} : { filter }
  const found = await answerOf(
    connect(remote.config).GET('/api/v1/tasks', { params: { query } }),
    remote.config.url,
  )
  const items: readonly Task[] = found.items
  print(remote.screen, remote.output, found, () =>
    items.length === 0
      ? 'nothing waits for you'
      : table(
          items,
          [
            { title: 'TASK', of: ({ id }) => id },
            { title: 'WHAT', of: ({ title }) => title },
            { title: 'FOR', of: whom },
            { title: 'TAKEN BY', of: ({ claimed }) => claimed?.by },
            { title: 'SINCE', of: ({ asked_at: at }) => moment(at) },
          ],
          remote.screen.width,
        ),
  )
}

/** `pao task show`: what is to be done, and what is to be brought back. */
export async function showTask(remote: Remote, id: string): Promise<void> {
  printTask(remote, await fetched(remote, id))
}

function fetched(remote: Remote, id: string): Promise<Task> {
  return answerOf(
    connect(remote.config).GET('/api/v1/tasks/{id}', { params: { path: { id } } }),
    remote.config.url,
  )
}

/** `pao task claim|release`: says to the others that one does it, or gives it back. */
export async function takeTask(
  remote: Remote,
  id: string,
  verb: 'claim' | 'release',
): Promise<void> {
  const path = `/api/v1/tasks/{id}/${verb}` as const
  const done = await answerOf(
    connect(remote.config).POST(path, { params: { path: { id } } }),
    remote.config.url,
  )
  printTask(remote, done)
}

export type CompleteFlags = { result: readonly string[]; comment?: string; failed: boolean }

/** `pao task complete`: says that it is done and what it brought, or that it cannot be done. */
export async function completeTask(
  remote: Remote,
  id: string,
  { result, comment, failed }: CompleteFlags,
): Promise<void> {
  const { asked, action } = await fetched(remote, id)
  const outputs = valuesOf(result, asked)
  const done = await answerOf(
    connect(remote.config).POST('/api/v1/requests/{id}/actions/{action}/complete', {
      params: { path: { id: id.slice(0, id.indexOf('.')), action: action.id } },
      body: {
        outcome: failed ? 'failed' : 'succeeded',
        ...(Object.keys(outputs).length > 0 && { outputs }),
        ...(comment !== undefined && { comment }),
      },
    }),
    remote.config.url,
  )
  print(remote.screen, remote.output, done, () => (failed ? 'said that it cannot be done' : 'done'))
}

/** `name=value`, each as the type the task asks for; the server says what does not fit. */
function valuesOf(texts: readonly string[], asked: readonly Asked[]): Record<string, unknown> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? []
      if (name === '') throw new Stop(2, 'write --result as name=value')
      return [name, valueOf(value, asked.find((one) => one.name === name)?.type)]
    }),
  )
}

function valueOf(text: string, type: string | undefined): unknown {
  const isNumber = type === 'number' || type === 'integer'
  if (isNumber && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

function whom({ assignees, team }: Task): string {
  return [...assignees, ...(team === null ? [] : [team])].join(', ') || 'the team of the item'
}

function printTask(remote: Remote, found: Task): void {
  print(remote.screen, remote.output, found, () => {
    const { item, requester } = found.request
    const lines = found.asked.map(
      ({ name, type = 'string', required, label }) =>
        `${name} (${type}${required === true ? ', needed' : ''})${label === undefined ? '' : `: ${label}`}`,
    )
    return pairs([
      ['task', found.id],
      ['what', found.title],
      ['how', found.instructions === '' ? undefined : found.instructions],
      ['item', textIn(item, 'name')],
      ['ordered by', textIn(requester, 'email')],
      ['given to', whom(found)],
      ['taken by', found.claimed?.by],
      ['since', moment(found.asked_at)],
      ['brings', lines.length === 0 ? undefined : lines.join('; ')],
    ])
  })
}

function textIn(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
