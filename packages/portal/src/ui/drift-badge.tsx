import { Badge } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconHelpCircle, IconX } from '@tabler/icons-react'
import type { Resource } from '../api/shapes.ts'
import { useWords } from '../words/index.tsx'

export type DriftState = Resource['drift']['state']
export const driftStates: readonly DriftState[] = ['in_sync', 'drifted', 'missing', 'unknown']

const looks = {
  in_sync: { tone: 'green', Sign: IconCheck },
  drifted: { tone: 'orange', Sign: IconAlertTriangle },
  missing: { tone: 'red', Sign: IconX },
  unknown: { tone: 'gray', Sign: IconHelpCircle },
} as const

/** Whether something is as it was ordered, told by a word, a sign and a colour. */
export function DriftBadge({ state }: { state: DriftState }) {
  const { drift } = useWords()
  const { tone, Sign } = looks[state]
  return (
    <Badge
      className={`pao-state pao-tone-${tone}`}
      data-drift={state}
      variant="light"
      color={tone}
      leftSection={<Sign size={13} aria-hidden />}
    >
      {drift.states[state]}
    </Badge>
  )
}
