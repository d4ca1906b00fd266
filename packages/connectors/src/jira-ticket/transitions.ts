import { Type, type Static } from 'typebox'
import { readIssue } from './issue.ts'
import { faultOf, type Jira } from './remote.ts'

const Transition = Type.Object({
  id: Type.String(),
  name: Type.String(),
  to: Type.Object({
    name: Type.String(),
    statusCategory: Type.Optional(Type.Object({ key: Type.String() })),
  }),
  fields: Type.Optional(
    Type.Record(
      Type.String(),
      Type.Object({
        required: Type.Optional(Type.Boolean()),
        allowedValues: Type.Optional(
          Type.Array(Type.Object({ name: Type.Optional(Type.String()) })),
        ),
      }),
    ),
  ),
})
type Transition = Static<typeof Transition>
const Transitions = Type.Object({ transitions: Type.Array(Transition) })

const conflict = 409

/** Takes the transition of that name, or to that status, unless the issue is there. Returns what did not work. */
export async function takeNamed(
  jira: Jira,
  key: string,
  name: string | undefined,
): Promise<string | undefined> {
  const wanted = name?.trim().toLowerCase()
  if (!wanted) return undefined
  let fault: string | undefined
  // Somebody else may move the issue at the same moment: then it is looked at once more.
  for (let tries = 0; tries < 2; tries += 1) {
    const { fields } = await readIssue(jira, key)
    if (fields.status?.name.toLowerCase() === wanted) return undefined
    const open = await transitionsOf(jira, key)
    const taken =
      open.find((one) => one.name.toLowerCase() === wanted) ??
      open.find(({ to }) => to.name.toLowerCase() === wanted)
    // After a crash the transition may have been taken already and lead nowhere from here.
    if (taken === undefined)
      return `Transition: "${name ?? ''}" is not offered from "${fields.status?.name ?? '?'}"`
    const answer = await take(jira, key, { id: taken.id })
    fault = faultOf(jira, 'Transition', answer)
    if (answer.status !== conflict) return fault
  }
  return fault
}

async function transitionsOf(jira: Jira, key: string): Promise<readonly Transition[]> {
  const path = `/issue/${encodeURIComponent(key)}/transitions?expand=transitions.fields`
  return (await jira.read(Transitions, 'GET', path)).transitions
}

function take(jira: Jira, key: string, { id, fields }: { id: string; fields?: object }) {
  const body = { transition: { id }, ...(fields && { fields }) }
  return jira.send('POST', `/issue/${encodeURIComponent(key)}/transitions`, body)
}

const calledOff = /cancel|reject|declin|won.?t|withdraw|abandon/i

/** Closes an open issue as called off: by a transition named so, else by any to done that takes a resolution. */
export async function closeIssue(jira: Jira, key: string): Promise<string | undefined> {
  const { fields } = await readIssue(jira, key)
  if (fields.status?.statusCategory?.key === 'done') return undefined
  const open = await transitionsOf(jira, key)
  const named = open.find(({ name, to }) => calledOff.test(name) || calledOff.test(to.name))
  const closing = open.find(
    (one) => one.to.statusCategory?.key === 'done' && one.fields?.['resolution'] !== undefined,
  )
  const chosen = named ?? closing
  if (chosen === undefined) return 'No transition closes the issue from here; a person must'
  const answer = await take(jira, key, { id: chosen.id, ...resolutionOf(chosen) })
  return faultOf(jira, 'Transition', answer)
}

/** The resolution that says "called off", of those the site has; the first where one must be given. */
function resolutionOf({ fields }: Transition): { fields?: object } {
  const field = fields?.['resolution']
  if (field === undefined) return {}
  const names = field.allowedValues?.flatMap(({ name }) => (name === undefined ? [] : [name]))
  const fitting = names === undefined ? "Won't Do" : names.find((name) => calledOff.test(name))
  const name = fitting ?? (field.required === true ? names?.[0] : undefined)
  return name === undefined ? {} : { fields: { resolution: { name } } }
}
