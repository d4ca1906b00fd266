import type { ActionContext, Connector, Outcome } from '@pao/connectors'
import { Type } from 'typebox'
import { between } from './dice.ts'
import { parentOf } from './store-children.ts'
import type { Answer, World } from './world.ts'

type Asking = { world: World; tell(effect: string, at: number): void }

const pollMs = 3_000

/** Asks people who take their time, of whom some say no; each asking anew is another question. */
export function asking({ world, tell }: Asking): Connector {
  const look = async (context: ActionContext): Promise<Outcome> => {
    const answer = answerTo(world, context.idempotencyKey)
    if (answer.at > world.time.now) return waits(context)
    return answer.yes ? { kind: 'succeeded', outputs: { decision: 'approve' } } : refused
  }
  return {
    type: 'approval-workflow',
    repeat: 'safe',
    config: Type.Object({}, { additionalProperties: true }),
    recorded: [],
    outputs: {},
    async execute(context) {
      const { idempotencyKey: key } = context
      tell(key, answerTo(world, key).at)
      return waits(context)
    },
    poll: look,
    resume: look,
  }
}

const refused: Outcome = {
  kind: 'failed',
  retryable: false,
  class: 'rejected',
  code: 'approval.rejected',
  message: 'Rejected',
}

function waits({ now, idempotencyKey }: ActionContext): Outcome {
  const key = `jira::${idempotencyKey}`
  return { kind: 'waiting', waitingFor: 'person', until: now + pollMs, memo: {}, key }
}

/** The same question has the same answer. */
function answerTo(world: World, key: string): Answer {
  const known = world.answers.get(key)
  if (known) return known
  const dice = world.dice('answers')
  const answer = { at: world.time.now + between(dice, 500, 9_000), yes: dice() < 0.8 }
  world.answers.set(key, answer)
  return answer
}

/** S26: nothing is made before people agreed to it, and to what ordered it. */
export function checkAgreed(world: World, effect: string): void {
  const id = effect.split('/')[0] ?? ''
  const tenant = world.tenantOf(id)
  for (let above: string | undefined = id; above !== undefined;) {
    const entry = world.entryOf(tenant, above)
    if (!entry) return
    if (asksFirst(world, entry.request) && !isAgreed(world, above))
      world.violate('S26', `${effect} was made before people agreed to ${above}`)
    above = parentOf(entry.request)?.id
  }
}

function asksFirst({ store }: World, request: Parameters<World['store']['planOf']>[0]): boolean {
  return store.planOf(request).actions.some(({ type }) => type === 'approval-workflow')
}

function isAgreed({ answers, time }: World, id: string): boolean {
  return [...answers].some(
    ([key, { at, yes }]) => yes && at <= time.now && key.startsWith(`${id}/`),
  )
}
