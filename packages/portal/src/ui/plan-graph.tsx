import { Skeleton } from '@mantine/core'
import { lazy, Suspense } from 'react'
import type { GraphStep } from './graph-step.ts'

const Graph = lazy(async () => ({ default: (await import('./graph.tsx')).Graph }))

type Props = { steps: readonly GraphStep[]; label: string; onSelect?: (id: string) => void }

/** The picture of a plan; what draws it is loaded when it is first wanted. */
export function PlanGraph({ steps, label, onSelect }: Props) {
  const known = new Set(steps.map(({ id }) => id))
  const inside = steps.map((step) => ({ ...step, after: step.after.filter((id) => known.has(id)) }))
  return (
    <Suspense fallback={<Skeleton height={260} />}>
      <Graph steps={inside} label={label} onSelect={onSelect} />
    </Suspense>
  )
}
