import { ActionIcon, Button, Group, NativeSelect, NumberInput, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { CodeField } from '../../form/code-field.tsx'
import { Details } from '../../ui/details.tsx'
import { jsonFault } from '../../ui/syntax-fault.ts'
import { useWords } from '../../words/index.tsx'

/** How somebody wants an action to go. */
export type Invented = {
  ends?: 'succeeded' | 'failed' | 'rejected'
  failures?: number
  after_seconds?: number
  /** As it is typed. */
  outputs?: string
}
export type Ends = Readonly<Record<string, Invented>>

/** The same as it is sent; outputs that are no JSON object yet are left out. */
export function sentEnds(ends: Ends) {
  return Object.fromEntries(
    Object.entries(ends).map(([id, { outputs = '', ...end }]) => [
      id,
      { ...end, ...outputsIn(outputs) },
    ]),
  )
}

function outputsIn(text: string): { outputs?: Record<string, unknown> } {
  if (text.trim() === '' || jsonFault(text)) return {}
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  return { outputs: Object.fromEntries(Object.entries(value)) }
}

type Props = {
  actions: readonly { id: string; name: string }[]
  ends: Ends
  onEnds: (ends: Ends) => void
}

/** Lets somebody say of single actions how they go; folded until it is wanted. */
export function EndsForm({ actions, ends, onEnds }: Props) {
  const { rehearsal: words } = useWords()
  const open = actions.filter(({ id }) => !Object.hasOwn(ends, id))
  const [chosen, choose] = useState('')
  const next = open.some(({ id }) => id === chosen) ? chosen : (open[0]?.id ?? '')
  return (
    <Details title={words.invent} isOpen={Object.keys(ends).length > 0}>
      <Text size="sm" c="dimmed" mb="xs">
        {words.inventHint}
      </Text>
      {actions
        .filter(({ id }) => Object.hasOwn(ends, id))
        .map((action) => (
          <EndForm
            key={action.id}
            action={action}
            end={ends[action.id] ?? {}}
            onEnd={(end) => onEnds(withEnd(ends, action.id, end))}
          />
        ))}
      {open.length > 0 && (
        <Group align="flex-end">
          <NativeSelect
            label={words.action}
            value={next}
            onChange={({ currentTarget }) => choose(currentTarget.value)}
            data={open.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Button variant="default" onClick={() => onEnds({ ...ends, [next]: {} })}>
            {words.invent}
          </Button>
        </Group>
      )}
    </Details>
  )
}

function withEnd(ends: Ends, id: string, end: Invented | undefined): Ends {
  const { [id]: _old, ...rest } = ends
  return end ? { ...rest, [id]: end } : rest
}

type EndProps = {
  action: Props['actions'][number]
  end: Invented
  onEnd: (end: Invented | undefined) => void
}

const endings = ['succeeded', 'failed', 'rejected'] as const

function EndForm({ action: { name }, end, onEnd }: EndProps) {
  const { rehearsal: words, faults } = useWords()
  const { ends, failures, after_seconds: after, outputs = '' } = end
  const wrong = outputs.trim() !== '' && jsonFault(outputs) !== undefined
  const change = (next: { [K in keyof Invented]: Invented[K] | undefined }) =>
    onEnd(definedOf({ ...end, ...next }))
  return (
    <fieldset className="pao-bare pao-comment">
      <legend className="pao-legend">
        {name} <Remove label={words.remove(name)} act={() => onEnd(undefined)} />
      </legend>
      <div className="pao-fields">
        <div data-width="third">
          <NativeSelect
            label={words.ends}
            value={ends ?? ''}
            onChange={({ currentTarget: { value } }) =>
              change({ ends: endings.find((one) => one === value) })
            }
            data={[
              { value: '', label: words.asRecorded },
              ...endings.map((value) => ({ value, label: words.endings[value] })),
            ]}
          />
        </div>
        <div data-width="third">
          <NumberInput
            label={words.failures}
            min={0}
            max={20}
            value={failures ?? ''}
            onChange={(value) => change({ failures: numberIn(value) })}
          />
        </div>
        <div data-width="third">
          <NumberInput
            label={words.minutes}
            min={0}
            max={525_600}
            value={after === undefined ? '' : after / 60}
            onChange={(value) => change({ after_seconds: secondsIn(value) })}
          />
        </div>
        <CodeField
          label={words.inventOutputs}
          language="json"
          value={outputs}
          error={wrong ? faults.format.other : undefined}
          onChange={(text) => change({ outputs: text })}
        />
      </div>
    </fieldset>
  )
}

function Remove({ label, act }: { label: string; act: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={act}>
      <IconX size={16} aria-hidden />
    </ActionIcon>
  )
}

function numberIn(value: number | string): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function secondsIn(minutes: number | string): number | undefined {
  return typeof minutes === 'number' ? Math.round(minutes * 60) : undefined
}

function definedOf(end: { [K in keyof Invented]: Invented[K] | undefined }): Invented {
  return Object.fromEntries(Object.entries(end).filter(([, value]) => value !== undefined))
}
