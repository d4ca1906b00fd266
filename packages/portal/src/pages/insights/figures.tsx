import { Group, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useAddress } from '../../app/search.ts'
import { Found } from '../../ui/found.tsx'
import { useWords } from '../../words/index.tsx'
import { performanceQuery, spans, usageQuery, usualSpan } from './figures-query.ts'
import { PerformanceParts } from './performance-figures.tsx'
import { Totals } from './totals.tsx'
import { UsageParts } from './usage-figures.tsx'

type Props = { team: string | undefined; children?: React.ReactNode }

/** Figures of a span that stands in the address, of one team or of all one may see. */
export function Figures({ team, children }: Props) {
  const { insights: words } = useWords()
  const [address, change] = useAddress()
  const days = spans.find((span) => String(span) === address['days']) ?? usualSpan
  const usage = useQuery(usageQuery({ days, team }))
  const performance = useQuery(performanceQuery({ days, team }))
  return (
    <>
      <Group mb="md">
        {children}
        <NativeSelect
          aria-label={words.span}
          value={String(days)}
          onChange={({ currentTarget }) => change({ days: currentTarget.value })}
          data={spans.map((span) => ({ value: String(span), label: words.days(span) }))}
        />
      </Group>
      <Found query={usage}>
        {(used) => (
          <Found query={performance}>
            {(did) => (
              <>
                <Totals usage={used} performance={did} />
                <div className="pao-halves pao-figures">
                  <UsageParts usage={used} days={days} />
                  <PerformanceParts figures={did} />
                </div>
              </>
            )}
          </Found>
        )}
      </Found>
    </>
  )
}
