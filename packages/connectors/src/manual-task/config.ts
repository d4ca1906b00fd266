import { type Static, Type } from 'typebox'
import { closed, choice, flag, list, maybe, text, words } from '../kit/config.ts'
import type { EffectRule } from '../kit/repeat.ts'

const output = closed('A value the person enters', {
  name: text('Name of the output', { pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }),
  label: maybe(text('Shown label; the name when left out')),
  description: maybe(text('What to enter')),
  type: maybe(
    choice('Type of the value', ['string', 'number', 'integer', 'boolean'], { default: 'string' }),
  ),
  required: maybe(flag('Must be filled in to complete the task', { default: false })),
  sensitive: maybe(
    flag('A secret: not shown again, unless output.reveal names it', { default: false }),
  ),
})

/** Settings of `manual-task`. */
export const ManualTaskConfig = closed('A person does it and confirms in the portal', {
  title: text('What is to be done, one line', { minLength: 1 }),
  instructions: maybe(text('How, in Markdown')),
  assignees: maybe(
    words('E-mails of those who do it; they may say that it is done', { maxItems: 50 }),
  ),
  team: maybe(text('Team that does it; its members may say that it is done')),
  notify: maybe(flag('Mail the assignees that it waits for them', { default: false })),
  outputs: maybe(list('Values the person enters on completion', output, { maxItems: 50 })),
})
export type ManualTaskConfig = Static<typeof ManualTaskConfig>

/** What of `outputs` a waiting task remembers, to judge the values before they are taken and to show what is asked. */
export const AskedOutputs = Type.Array(
  Type.Object({
    name: Type.String(),
    /** `any` = a text, a number, true or false: asked by an action that does not say more. */
    type: Type.Optional(Type.Enum(['string', 'number', 'integer', 'boolean', 'any'] as const)),
    required: Type.Optional(Type.Boolean()),
    sensitive: Type.Optional(Type.Boolean()),
    label: Type.Optional(Type.String()),
    description: Type.Optional(Type.String()),
  }),
)

export const manualTaskEffect: EffectRule = { repeat: 'safe', reads: true }
