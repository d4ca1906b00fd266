import { Type } from '@fastify/type-provider-typebox'
import type { TaskView } from '#requests/tasks.ts'

const Text = Type.String()
const AskedValue = Type.Object({
  name: Text,
  type: Type.Optional(
    Type.String({ description: '`string`, `number`, `integer`, `boolean` or `any`.' }),
  ),
  required: Type.Optional(Type.Boolean()),
  label: Type.Optional(Text),
  description: Type.Optional(Text),
})

/** Work that waits for a person. */
export const Task = Type.Object(
  {
    id: Type.String({ description: '`<request>.<action>`' }),
    request: Type.Record(Type.String(), Type.Unknown()),
    action: Type.Object({ id: Text, name: Text }),
    title: Text,
    instructions: Type.String({ description: 'Markdown; may be empty.' }),
    assignees: Type.Array(Text, { description: 'E-mails of those it is given to.' }),
    team: Type.Union([Text, Type.Null()], { description: 'Team it is given to.' }),
    asked: Type.Array(AskedValue, { description: 'Values to enter on completion.' }),
    asked_at: Type.String({ format: 'date-time', description: 'Since when it waits.' }),
    mine: Type.Boolean({ description: 'Whether it is given to you, by name or by team.' }),
    complete: Type.String({ description: 'Where to say that it is done.' }),
  },
  { $id: 'Task' },
)

/** One line of the list of tasks. */
export function taskView({ askedAt, ...task }: TaskView) {
  const { id } = task.request
  const url = `/api/v1/requests/${id}`
  return {
    ...task,
    request: { ...task.request, url },
    asked_at: new Date(askedAt).toISOString(),
    complete: `${url}/actions/${encodeURIComponent(task.action.id)}/complete`,
  }
}
