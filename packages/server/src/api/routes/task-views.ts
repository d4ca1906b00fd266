import { Type } from '@fastify/type-provider-typebox'
import type { TaskView } from '#requests/tasks.ts'

const Text = Type.String()
const AskedValue = Type.Object({
  name: Text,
  type: Type.Optional(
    Type.String({ description: '`string`, `number`, `integer`, `boolean` or `any`.' }),
  ),
  required: Type.Optional(Type.Boolean()),
  sensitive: Type.Optional(Type.Boolean({ description: 'A secret: it is not shown again.' })),
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
    claimed: Type.Union(
      [Type.Object({ by: Text, at: Type.String({ format: 'date-time' }) }), Type.Null()],
      {
        description: 'Who has said that they do it; a word to the others, not a lock.',
      },
    ),
    complete: Type.String({ description: 'Where to say that it is done.' }),
  },
  { $id: 'Task' },
)

/** A task as it is told; without what only the rules are decided by. */
export function taskView(task: TaskView) {
  const { claimed, request, action } = task
  const url = `/api/v1/requests/${request.id}`
  return {
    id: task.id,
    request: { ...request, url },
    action,
    title: task.title,
    instructions: task.instructions,
    assignees: [...task.assignees],
    team: task.team,
    asked: [...task.asked],
    asked_at: new Date(task.askedAt).toISOString(),
    mine: task.mine,
    claimed: claimed && { by: claimed.by, at: new Date(claimed.at).toISOString() },
    complete: `${url}/actions/${encodeURIComponent(action.id)}/complete`,
  }
}
