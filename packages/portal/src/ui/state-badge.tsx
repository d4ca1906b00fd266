import { Badge } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconHelpCircle,
  IconLoader2,
  IconX,
} from '@tabler/icons-react'
import { useFrameWords } from '../words/frame.tsx'

const good = new Set(['completed', 'succeeded', 'approved', 'ok', 'closed', 'active'])
const bad = new Set(['failed', 'rejected', 'rollback_failed', 'down'])
const odd = new Set(['unknown', 'degraded', 'half_open', 'stuck'])
const busy = new Set([
  'in_progress',
  'running',
  'rolling_back',
  'compensating',
  'changing',
  'decommissioning',
])
const still = new Set([
  'cancelled',
  'skipped',
  'rolled_back',
  'compensated',
  'void',
  'pending',
  'decommissioned',
])

/** How a state is coloured everywhere: `gray`, `indigo`, `green`, `red` or `orange`. */
export function toneOf(state: string): 'gray' | 'indigo' | 'green' | 'red' | 'orange' {
  if (good.has(state)) return 'green'
  if (bad.has(state)) return 'red'
  if (odd.has(state)) return 'orange'
  return still.has(state) ? 'gray' : 'indigo'
}

/** A state in words (its own, unless others are said), with a colour and a sign, so that it is not told by colour alone. */
export function StateBadge({ state, said }: { state: string; said?: string }) {
  const { states } = useFrameWords()
  const tone = toneOf(state)
  const text =
    said ?? (states as Readonly<Record<string, string>>)[state] ?? state.replaceAll('_', ' ')
  return (
    <Badge
      className={`pao-state pao-tone-${tone}`}
      data-state={state}
      variant="light"
      color={tone}
      leftSection={<Sign state={state} />}
    >
      {text}
    </Badge>
  )
}

function Sign({ state }: { state: string }) {
  const size = 13
  if (good.has(state)) return <IconCheck size={size} aria-hidden />
  if (bad.has(state)) return <IconX size={size} aria-hidden />
  if (odd.has(state)) return <IconHelpCircle size={size} aria-hidden />
  if (busy.has(state)) return <IconLoader2 size={size} aria-hidden className="pao-turning" />
  if (state === 'waiting' || state === 'on_hold') return <IconClock size={size} aria-hidden />
  if (state === 'open') return <IconAlertTriangle size={size} aria-hidden />
  return null
}
